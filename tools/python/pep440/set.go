package pep440

import (
	"slices"
	"strings"
)

// Set are conditions that a version has to meet all of: ">=1.2, !=1.3". The zero value takes every version.
type Set []Specifier

// ParseSet reads conditions with commas between them.
func ParseSet(text string) (Set, error) {
	var set Set
	for part := range strings.SplitSeq(text, ",") {
		if trim(part) == "" {
			continue
		}
		s, err := ParseSpecifier(part)
		if err != nil {
			return nil, err
		}
		set = append(set, s)
	}
	return set, nil
}

// Contains says whether a version meets all conditions.
func (s Set) Contains(version string) bool {
	for _, one := range s {
		if !one.Contains(version) {
			return false
		}
	}
	return true
}

// String are the conditions in one order, each once, with versions in their normal form.
func (s Set) String() string {
	var texts []string
	for _, one := range s {
		texts = append(texts, one.String())
	}
	slices.Sort(texts)
	return strings.Join(slices.Compact(texts), ",")
}

// Equal says whether two sets have the same conditions, however they are written.
func (s Set) Equal(t Set) bool {
	within := func(a, b Set) bool {
		return !slices.ContainsFunc(a, func(one Specifier) bool { return !slices.ContainsFunc(b, one.Equal) })
	}
	return within(s, t) && within(t, s)
}
