package contract

import (
	"slices"
	"strings"

	"akbuild.internal/tools/python/pep508"
)

// requirement is one dependency as PEP 508 writes it.
type requirement struct {
	// given is as it was written.
	given string
	// name is the distribution's, normalised.
	name string
	// text is the whole, in one way of writing it.
	text string
	// parsed is nil for one that cannot be read: it is all name.
	parsed *pep508.Requirement
}

// parse reads a dependency.
func parse(text string) requirement {
	r, err := pep508.Parse(text)
	if err != nil {
		return requirement{given: text, name: text, text: text}
	}
	return requirement{given: text, name: r.Name, text: r.String(), parsed: &r}
}

func parseAll(texts []string) []requirement {
	var all []requirement
	for _, text := range texts {
		all = append(all, parse(text))
	}
	return all
}

// loose reads dependencies to compare, of which some are wanted by name and extras alone: what a lock decides of those, version
// and condition, is left out, and each is there once.
func loose(texts, wanted []string) []requirement {
	strict := map[string]bool{}
	for _, r := range parseAll(wanted) {
		strict[r.name] = strict[r.name] || r.text != r.plain()
	}
	var all []requirement
	for _, r := range parseAll(texts) {
		if !strict[r.name] {
			r.text, r.parsed = r.plain(), nil
		}
		if !slices.ContainsFunc(all, func(other requirement) bool { return other.text == r.text }) {
			all = append(all, r)
		}
	}
	return all
}

// plain is the name and the extras.
func (r requirement) plain() string {
	if r.parsed == nil || len(r.parsed.Extras) == 0 {
		return r.name
	}
	return r.name + "[" + strings.Join(slices.Sorted(slices.Values(r.parsed.Extras)), ",") + "]"
}

// equal says whether two dependencies are the same, however they are written.
func (r requirement) equal(s requirement) bool {
	if r.parsed == nil || s.parsed == nil {
		return r.text == s.text
	}
	return r.parsed.Equal(*s.parsed)
}

// first is the beginning of what was written, to find its line by.
func (r requirement) first() string {
	word, _, _ := strings.Cut(r.given, " ")
	return `"` + word
}

// holds says whether the dependency is asked for on Linux with a Python; one that cannot be read holds.
func (r requirement) holds(python string) bool {
	if r.parsed == nil {
		return true
	}
	applies, err := r.parsed.Applies(pep508.Linux(python), nil)
	return applies || err != nil
}

// allows says whether requires-python takes a Python; of a series such as 3.13, its newest release.
func allows(requires, python string) bool {
	ok, err := pep508.AllowsPython(requires, python)
	return ok && err == nil
}

// pairs assigns each requirement of want one of got, or -1: an equal one, else another of the same name. The second list says
// which of got are left.
func pairs(got, want []requirement) ([]int, []bool) {
	to := make([]int, len(want))
	left := slices.Repeat([]bool{true}, len(got))
	take := func(i int, fits func(requirement) bool) {
		to[i] = -1
		for j, g := range got {
			if left[j] && fits(g) {
				to[i], left[j] = j, false
				return
			}
		}
	}
	for i, w := range want {
		take(i, w.equal)
	}
	for i, w := range want {
		if to[i] < 0 {
			take(i, func(g requirement) bool { return g.name == w.name })
		}
	}
	return to, left
}
