package pep508

import (
	"fmt"
	"slices"
	"strings"

	"akbuild.internal/tools/python/pep440"
)

// Requirement is one line of a project's dependencies.
type Requirement struct {
	// Text is the line as it was written.
	Text string
	// Name is normalized (PEP 503).
	Name string
	// Extras are normalized, each once, in the order written.
	Extras []string
	// URL is the address that is asked for instead of versions.
	URL string
	// Specifiers say which versions will do.
	Specifiers pep440.Set
	// Marker is the condition, or nil.
	Marker *Marker
}

// Parse reads a requirement.
func Parse(text string) (Requirement, error) {
	r := Requirement{Text: strings.TrimSpace(text)}
	s := &scanner{text: text}
	fail := func(what string, err error) (Requirement, error) {
		return r, fmt.Errorf("%s the requirement %q cannot be read: %w", what, r.Text, err)
	}
	s.blanks()
	r.Name = Name(s.identifier())
	if r.Name == "" {
		return fail("the name of", s.expected("the name of a distribution"))
	}
	s.blanks()
	var err error
	if r.Extras, err = s.extras(); err != nil {
		return fail("the extras of", err)
	}
	s.blanks()
	if s.take("@") != "" {
		if r.URL, err = s.url(); err != nil {
			return fail("the address of", err)
		}
	} else if r.Specifiers, err = s.specifiers(); err != nil {
		return fail("the versions of", err)
	}
	if s.take(";") != "" {
		g, err := s.group(0)
		if err != nil {
			return fail("the condition of", err)
		}
		r.Marker = &Marker{g}
	}
	if !s.end() {
		return fail("the end of", s.expected("a semicolon or the end"))
	}
	return r, nil
}

// extras reads the names in brackets, if there are any.
func (s *scanner) extras() ([]string, error) {
	if s.take("[") == "" {
		return nil, nil
	}
	var names []string
	for {
		s.blanks()
		name := s.identifier()
		if name == "" && len(names) > 0 {
			return nil, s.expected("the name of an extra")
		}
		if name = Name(name); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
		s.blanks()
		if s.take("]") != "" {
			return names, nil
		}
		if name == "" || s.take(",") == "" {
			return nil, s.expected("a comma or the bracket that closes")
		}
	}
}

// url reads an address, which a blank ends.
func (s *scanner) url() (string, error) {
	s.blanks()
	address := s.until(" \t\n\r\v\f")
	if address == "" {
		return "", s.expected("an address")
	}
	if !s.end() && !s.blanks() {
		return "", s.expected("a blank")
	}
	return address, nil
}

// specifiers reads conditions on versions, in parentheses or not.
func (s *scanner) specifiers() (pep440.Set, error) {
	enclosed := s.take("(") != ""
	text := s.until(";)")
	if enclosed && s.take(")") == "" {
		return nil, s.expected("the parenthesis that closes")
	}
	if enclosed {
		s.blanks()
	}
	if text = strings.Trim(text, " \t"); text == "" {
		return nil, nil
	}
	var set pep440.Set
	parts := strings.Split(text, ",")
	for i, part := range parts {
		part = strings.Trim(part, " \t")
		if part == "" && i > 0 && i == len(parts)-1 {
			break
		}
		if part != strings.TrimSpace(part) {
			return nil, fmt.Errorf("there is the end of a line beside %q", strings.TrimSpace(part))
		}
		one, err := pep440.ParseSpecifier(part)
		if err != nil {
			return nil, err
		}
		set = append(set, one)
	}
	return set, nil
}

// Applies says whether the requirement's condition holds, where the extras of the project were asked for. It is an error
// where the condition has no meaning.
func (r Requirement) Applies(env Environment, extras []string) (bool, error) {
	if r.Marker == nil {
		return true, nil
	}
	holds, err := r.Marker.Evaluate(env, extras)
	if err != nil {
		return false, fmt.Errorf("the condition of the requirement %q cannot be decided: %w", r.Text, err)
	}
	return holds, nil
}

// Allows says whether a version satisfies the requirement. A pre-release that was pinned is one that was wanted.
func (r Requirement) Allows(version string) bool { return r.Specifiers.Contains(version) }

// Equal says whether two requirements ask for the same, however they are written.
func (r Requirement) Equal(s Requirement) bool {
	condition := func(m *Marker) string {
		if m == nil {
			return ""
		}
		return m.String()
	}
	return r.Name == s.Name && r.URL == s.URL && r.Specifiers.Equal(s.Specifiers) && condition(r.Marker) == condition(s.Marker) &&
		slices.Equal(slices.Sorted(slices.Values(r.Extras)), slices.Sorted(slices.Values(s.Extras)))
}

// String is the requirement in one way of writing it.
func (r Requirement) String() string {
	text := r.Name
	if len(r.Extras) > 0 {
		text += "[" + strings.Join(slices.Sorted(slices.Values(r.Extras)), ",") + "]"
	}
	text += r.Specifiers.String()
	if r.URL != "" {
		text += " @ " + r.URL
	}
	if r.Marker != nil {
		if r.URL != "" {
			text += " "
		}
		text += "; " + r.Marker.String()
	}
	return text
}
