package contract

import (
	"fmt"
	"regexp"
	"strings"

	"akbuild.internal/tools/source/substitute"
)

// watch looks for texts of a kind that may need a substitution, and that nobody has looked at.
func (k *checker) watch() {
	for _, w := range k.Watch {
		pattern := regexp.MustCompile(w.Pattern)
		wanted, skipped := globs(w.Files), globs(w.Skip)
		for _, name := range k.source.names {
			if !wanted.MatchString(name) || len(w.Skip) > 0 && skipped.MatchString(name) {
				continue
			}
			k.watched(w, pattern, name)
		}
	}
}

// watched looks at one file.
func (k *checker) watched(w Watch, pattern *regexp.Regexp, name string) {
	content := k.source.read(name)
	count := map[string]int{}
	for _, at := range pattern.FindAllStringSubmatchIndex(content, -1) {
		group := len(at) - 2
		text := strings.Join(strings.Fields(content[at[group]:at[group+1]]), " ")
		count[text]++
		known, most := w.known(name, text)
		f := Finding{Fact: "watch", File: name, Line: lineOf(content, at[group]), Why: w.Why}
		f.Edit = fmt.Sprintf("%s, if it has to be replaced; then %s", k.list.Name, k.edit(fmt.Sprintf("known of watch %q", w.Name)))
		switch {
		case !known && most == 0:
			f.Problem = fmt.Sprintf("%q is a new %s", text, w.Name)
		case count[text] > most:
			f.Problem = fmt.Sprintf("%q is a new %s: it is known there %s, and this is another", text, w.Name, substitute.Times(most))
		}
		k.fact(f)
	}
}

// known says whether a text of a file is known, and how often it may be there.
func (w Watch) known(file, text string) (bool, int) {
	for _, known := range w.Known {
		if known.File == file && known.Text == text {
			return true, max(known.Most, 1)
		}
	}
	return false, 0
}

// globs is the regular expression of the paths that any of the patterns matches.
func globs(patterns []string) *regexp.Regexp {
	var all []string
	for _, pattern := range patterns {
		quoted := regexp.QuoteMeta(pattern)
		quoted = strings.ReplaceAll(quoted, `\*\*/`, `(?:.*/)?`)
		quoted = strings.ReplaceAll(quoted, `\*\*`, `.*`)
		all = append(all, strings.ReplaceAll(quoted, `\*`, `[^/]*`))
	}
	return regexp.MustCompile("^(?:" + strings.Join(all, "|") + ")$")
}
