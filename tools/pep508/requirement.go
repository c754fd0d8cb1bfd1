package pep508

import (
	"fmt"
	"strings"

	"deps.dev/util/pypi"
	"deps.dev/util/semver"
)

// Requirement is one line of a project's dependencies.
type Requirement struct {
	// Text is the line as it was written.
	Text string
	// Name is normalized (PEP 503).
	Name string
	// Extras are normalized, in the order written.
	Extras []string

	constraint *semver.Constraint
	marker     marker
}

// Parse reads a requirement. One that names a URL is an error: a set of pinned distributions cannot answer it.
func Parse(text string) (Requirement, error) {
	r := Requirement{Text: strings.TrimSpace(text)}
	if before, _, found := strings.Cut(r.Text, "@"); found && !strings.ContainsAny(before, ";\"'") {
		return r, fmt.Errorf("the requirement %q names an address, and the Python set knows versions alone", r.Text)
	}
	d, err := pypi.ParseDependency(r.Text)
	if err != nil {
		return r, fmt.Errorf("the requirement %q cannot be read: %w", r.Text, err)
	}
	r.Name = d.Name
	for extra := range strings.SplitSeq(d.Extras, ",") {
		if extra = pypi.CanonPackageName(strings.TrimSpace(extra)); extra != "" {
			r.Extras = append(r.Extras, extra)
		}
	}
	if d.Constraint != "" {
		if r.constraint, err = semver.PyPI.ParseConstraint(d.Constraint); err != nil {
			return r, fmt.Errorf("the versions of the requirement %q cannot be read: %w", r.Text, err)
		}
	}
	if d.Environment != "" {
		if r.marker, err = parseMarker(d.Environment); err != nil {
			return r, fmt.Errorf("the condition of the requirement %q cannot be read: %w", r.Text, err)
		}
	}
	return r, nil
}

// Applies says whether the requirement's condition holds, where the extras of the project were asked for.
func (r Requirement) Applies(env Environment, extras []string) bool {
	return r.marker == nil || r.marker(env, extras)
}

// Allows says whether a version satisfies the requirement. A pre-release that was pinned is one that was wanted.
func (r Requirement) Allows(version string) bool {
	if r.constraint == nil {
		return true
	}
	return allows(r.constraint, version)
}

// AllowsPython says whether a "requires-python" lets a Python version, such as 3.13, be used.
func AllowsPython(specifier, version string) (bool, error) {
	c, err := semver.PyPI.ParseConstraint(specifier)
	if err != nil {
		return false, fmt.Errorf("requires-python %q cannot be read: %w", specifier, err)
	}
	return allows(c, version), nil
}

func allows(c *semver.Constraint, version string) bool {
	v, err := semver.PyPI.Parse(version)
	return err == nil && c.MatchVersionPrerelease(v)
}
