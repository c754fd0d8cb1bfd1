package contract

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"akbuild.internal/tools/base/nearest"
	"akbuild.internal/tools/source/substitute"
)

// substitutions compares the texts that the build replaces.
func (k *checker) substitutions() {
	for i, e := range k.list.Substitutions {
		if e.Optional && !k.source.isFile(e.File) {
			continue
		}
		var f Finding
		if e.Add == "" {
			f = k.text("substitution", e.File, e.Find, e.Count)
		} else if f = (Finding{Fact: "substitution", File: e.File}); k.source.isFile(e.File) {
			f.Problem = "the tree has this file already, which the build adds"
		}
		f.Why = e.Why
		f.Edit = fmt.Sprintf("entry %d of %s", i+1, k.list.Name)
		k.fact(f)
	}
}

// texts compares the texts that something relies on.
func (k *checker) texts() {
	for i, e := range k.Texts {
		f := k.text("text", e.File, e.Text, e.Count)
		f.Why = e.Why
		f.Edit = "what relies on it, then " + k.edit(fmt.Sprintf("entry %d of texts", i+1))
		k.fact(f)
	}
}

// text finds out whether a text is there as often as it should.
func (k *checker) text(fact, file, text string, count int) Finding {
	f := Finding{Fact: fact, File: file}
	if !k.source.isFile(file) {
		f.Problem = fmt.Sprintf("%q is looked for in it, but there is no such file%s", text, substitute.Moved(file, k.source.names))
		if at := k.elsewhere(file, text); at != "" {
			f.Problem = fmt.Sprintf("%q is looked for in it, but there is no such file; the text is in %s now", text, at)
		}
		return f
	}
	content := k.source.read(file)
	at := substitute.Positions(content, text)
	if len(at) == count {
		return f
	}
	f.Problem = fmt.Sprintf("%q: %s", text, substitute.Found(content, text, at, count))
	if len(at) > 0 {
		f.Line = lineOf(content, at[0])
		return f
	}
	f.Line, _ = nearest.Line(text, strings.Split(content, "\n"))
	if at := k.elsewhere(file, text); at != "" {
		f.Problem = fmt.Sprintf("%q is not there; it is in %s now", text, at)
		f.Line = 0
	}
	return f
}

// elsewhere names the place, as path:line, of a text in another file of the same kind and the same part of the tree; empty
// when it is nowhere. Files of the same name
// are looked at first; tests are no place for what the build relies on.
func (k *checker) elsewhere(file, text string) string {
	top, _, _ := strings.Cut(file, "/")
	var namesakes, others []string
	for _, name := range k.source.names {
		if path.Base(name) == path.Base(file) {
			namesakes = append(namesakes, name)
		} else {
			others = append(others, name)
		}
	}
	for _, name := range slices.Concat(namesakes, others) {
		if name == file || path.Ext(name) != path.Ext(file) || !strings.HasPrefix(name, top+"/") || slices.Contains(strings.Split(name, "/"), "tests") {
			continue
		}
		content := k.source.read(name)
		if at := strings.Index(content, text); at >= 0 {
			return fmt.Sprintf("%s:%d", name, lineOf(content, at))
		}
	}
	return ""
}
