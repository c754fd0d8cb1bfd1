package pep508

import (
	"fmt"
	"regexp"
	"strings"
)

// Requirement is what one package asks of another.
type Requirement struct {
	// Name is normalised.
	Name string
	// Extras are normalised.
	Extras     []string
	Specifiers Specifiers
	// URL is the address of a requirement of the form "name @ address".
	URL    string
	marker expression
	text   string
}

var requirementPattern = regexp.MustCompile(`^\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(.*)$`)

// ParseRequirement reads a line such as "psycopg[c,pool]>=3,<4; python_version >= '3.11'".
func ParseRequirement(s string) (Requirement, error) {
	m := requirementPattern.FindStringSubmatch(s)
	if m == nil {
		return Requirement{}, fmt.Errorf("reading the requirement %q: it does not begin with a package's name", s)
	}
	r := Requirement{Name: Normalise(m[1]), text: strings.TrimSpace(s)}
	for extra := range strings.SplitSeq(m[2], ",") {
		if extra = strings.TrimSpace(extra); extra != "" {
			r.Extras = append(r.Extras, Normalise(extra))
		}
	}
	rest := m[3]
	marker := ""
	if address, ok := strings.CutPrefix(rest, "@"); ok {
		r.URL, marker, _ = strings.Cut(address, " ;")
		r.URL = strings.TrimSpace(r.URL)
	} else {
		rest, marker, _ = strings.Cut(rest, ";")
		rest = strings.TrimSpace(rest)
		if inner, ok := strings.CutPrefix(rest, "("); ok {
			rest = strings.TrimSuffix(inner, ")")
		}
		specifiers, err := ParseSpecifiers(rest)
		if err != nil {
			return Requirement{}, fmt.Errorf("reading the requirement %q: %w", s, err)
		}
		r.Specifiers = specifiers
	}
	if strings.TrimSpace(marker) != "" {
		parsed, err := parseMarker(marker)
		if err != nil {
			return Requirement{}, fmt.Errorf("reading the requirement %q: %w", s, err)
		}
		r.marker = parsed
	}
	return r, nil
}

// String is the requirement as it was written.
func (r Requirement) String() string { return r.text }

// Wanted says whether the requirement counts in the environment, for a package of which these extras are asked for.
func (r Requirement) Wanted(e Environment, extras []string) bool {
	if r.marker == nil {
		return true
	}
	if r.marker(e, "") {
		return true
	}
	for _, extra := range extras {
		if r.marker(e, extra) {
			return true
		}
	}
	return false
}
