package pep440

import (
	"fmt"
	"regexp"
	"strings"
)

// Operators are those of specifiers, none after one that begins it.
var Operators = []string{"===", "~=", "==", "!=", "<=", ">=", "<", ">"}

// Specifier is one condition on a version, such as >=1.2 or ==1.*.
type Specifier struct {
	operator string
	// series says that the version ended in ".*".
	series bool
	// text is the version as it is written.
	text    string
	version Version
}

var seriesPattern = regexp.MustCompile(`^v?(?:[0-9]+!)?[0-9]+(?:\.[0-9]+)*$`)

// ParseSpecifier reads one condition.
func ParseSpecifier(text string) (Specifier, error) {
	var s Specifier
	trimmed := trim(text)
	for _, operator := range Operators {
		if rest, found := strings.CutPrefix(trimmed, operator); found {
			s.operator, s.text = operator, trim(rest)
			break
		}
	}
	fail := func(why string) (Specifier, error) { return s, fmt.Errorf("%q is no version specifier: %s", text, why) }
	switch {
	case s.operator == "":
		return fail("it begins with none of " + strings.Join(Operators, " "))
	case s.operator == "===":
		if s.text == "" || strings.ContainsFunc(s.text, space) || strings.ContainsAny(s.text, ";)") {
			return fail("=== takes one word")
		}
		return s, nil
	}
	base, series := strings.CutSuffix(s.text, ".*")
	if series {
		if s.operator != "==" && s.operator != "!=" {
			return fail("only == and != take a version that ends in .*")
		}
		if !seriesPattern.MatchString(lower(base)) {
			return fail(".* may follow the numbers of a release alone")
		}
	}
	var err error
	if s.version, err = Parse(base); err != nil {
		return fail("there is no version (PEP 440) after " + s.operator)
	}
	s.series = series
	switch {
	case s.version.local != nil && s.operator != "==" && s.operator != "!=":
		return fail("only == and != take a local version")
	case s.operator == "~=" && len(s.version.release) < 2:
		return fail("~= takes a version of two numbers or more")
	}
	return s, nil
}

// String is the condition with its version in the normal form.
func (s Specifier) String() string {
	switch {
	case s.operator == "===":
		return s.operator + s.text
	case s.series:
		return s.operator + s.version.String() + ".*"
	}
	return s.operator + s.version.String()
}

// Canonical is the condition with its version in the normal form, and without zeros at its end that do not matter.
func (s Specifier) Canonical() string {
	switch {
	case s.operator == "===":
		return s.operator + strings.ToLower(s.text)
	case s.operator == "~=" || s.series:
		return s.String()
	}
	return s.operator + s.version.trimmed().String()
}

// Equal says whether two conditions are the same, however they are written.
func (s Specifier) Equal(t Specifier) bool { return s.Canonical() == t.Canonical() }

// Contains says whether a version meets the condition. A pre-release does like any other version: which ones a resolver
// prefers is not asked here. What is no version meets === alone.
func (s Specifier) Contains(version string) bool {
	if s.operator == "===" {
		return s.operator+strings.ToLower(version) == s.Canonical()
	}
	v, err := Parse(version)
	return err == nil && s.contains(v)
}

func (s Specifier) contains(v Version) bool {
	switch s.operator {
	case "==":
		return s.equal(v)
	case "!=":
		return !s.equal(v)
	case ">=":
		return v.Compare(s.version) >= 0
	case "<=":
		return v.comparePublic(s.version) <= 0
	case "~=":
		return v.Compare(s.version) >= 0 && v.hasPrefix(s.version, len(s.version.release)-1)
	case ">":
		return s.above(v)
	}
	// <2 means none of 2's own pre-releases.
	bound := s.version
	if !bound.IsPrerelease() {
		bound.dev = new(number)
	}
	return v.Compare(bound) < 0
}

// equal leaves the version's local part out, unless the condition has one.
func (s Specifier) equal(v Version) bool {
	switch {
	case s.series:
		return v.hasPrefix(s.version, len(s.version.release))
	case s.version.local != nil:
		return v.Compare(s.version) == 0
	}
	return v.comparePublic(s.version) == 0
}

// above is ">": neither a local version nor, unless the condition names one, a post-release of the condition's version is
// above it.
func (s Specifier) above(v Version) bool {
	if v.comparePublic(s.version) <= 0 {
		return false
	}
	if s.version.post != nil || s.version.dev != nil {
		return true
	}
	return v.compareRelease(s.version) != 0 || v.comparePre(s.version) != 0
}
