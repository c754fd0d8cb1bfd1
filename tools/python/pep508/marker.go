package pep508

import (
	"fmt"
	"slices"
	"strings"
)

// Marker is a condition on the environment and on the extras that were asked for.
type Marker struct{ group group }

// ParseMarker reads a condition.
func ParseMarker(text string) (Marker, error) {
	s := &scanner{text: text}
	g, err := s.group(0)
	if err == nil && !s.end() {
		err = s.expected(`"and", "or" or the end`)
	}
	return Marker{g}, err
}

// Evaluate says whether the condition holds. It is an error where a comparison has no meaning, such as os_name ~= 'posix'.
func (m Marker) Evaluate(env Environment, extras []string) (bool, error) {
	var names []string
	for _, extra := range extras {
		names = append(names, Name(extra))
	}
	return m.group.evaluate(env, names)
}

// String is the condition in one way of writing it.
func (m Marker) String() string { return m.group.inner() }

// Extras are the names that the condition compares the extras asked for with, sorted.
func (m Marker) Extras() []string {
	var names []string
	var walk func(g group)
	walk = func(g group) {
		for _, a := range g.atoms {
			switch a := a.(type) {
			case group:
				walk(a)
			case comparison:
				for _, pair := range [][2]operand{{a.left, a.right}, {a.right, a.left}} {
					if pair[0] == (operand{variable: true, text: extra}) && !pair[1].variable {
						names = append(names, pair[1].text)
					}
				}
			}
		}
	}
	walk(m.group)
	slices.Sort(names)
	return slices.Compact(names)
}

// atom is a comparison, or a condition in parentheses.
type atom interface {
	evaluate(env Environment, extras []string) (bool, error)
	String() string
}

// group are atoms with "and" and "or" between them; "and" binds more.
type group struct {
	atoms []atom
	// words are one less.
	words []string
}

// evaluate looks at every atom: one that has no meaning is an error wherever it is.
func (g group) evaluate(env Environment, extras []string) (bool, error) {
	any, all := false, true
	for i, a := range g.atoms {
		if i > 0 && g.words[i-1] == "or" {
			any, all = any || all, true
		}
		holds, err := a.evaluate(env, extras)
		if err != nil {
			return false, err
		}
		all = all && holds
	}
	return any || all, nil
}

func (g group) String() string {
	if len(g.atoms) == 1 {
		return g.atoms[0].String()
	}
	return "(" + g.inner() + ")"
}

func (g group) inner() string {
	if len(g.atoms) == 1 {
		if one, ok := g.atoms[0].(group); ok {
			return one.inner()
		}
	}
	var b strings.Builder
	for i, a := range g.atoms {
		if i > 0 {
			b.WriteString(" " + g.words[i-1] + " ")
		}
		b.WriteString(a.String())
	}
	return b.String()
}

// deepest is how many parentheses may be open.
const deepest = 200

func (s *scanner) group(depth int) (group, error) {
	var g group
	for {
		a, err := s.atom(depth)
		if err != nil {
			return g, err
		}
		g.atoms = append(g.atoms, a)
		word := s.takeWord("or", "and")
		if word == "" {
			return g, nil
		}
		g.words = append(g.words, word)
	}
}

func (s *scanner) atom(depth int) (atom, error) {
	defer s.blanks()
	s.blanks()
	if s.take("(") == "" {
		return s.comparison()
	}
	if depth == deepest {
		return nil, fmt.Errorf("more than %d parentheses are open", deepest)
	}
	g, err := s.group(depth + 1)
	if err == nil && s.take(")") == "" {
		err = s.expected("the parenthesis that closes")
	}
	return g, err
}

func (s *scanner) comparison() (atom, error) {
	var c comparison
	var err error
	if c.left, err = s.operand(); err != nil {
		return nil, err
	}
	s.blanks()
	if c.operator, err = s.operator(); err != nil {
		return nil, err
	}
	s.blanks()
	if c.right, err = s.operand(); err != nil {
		return nil, err
	}
	return c.normal(), nil
}

func (s *scanner) operator() (string, error) {
	if s.takeWord("in") != "" {
		return "in", nil
	}
	if s.takeWord("not") != "" {
		if !s.blanks() || s.takeWord("in") == "" {
			return "", s.expected(`"in" after "not"`)
		}
		return "not in", nil
	}
	if operator := s.take(operators...); operator != "" {
		return operator, nil
	}
	return "", s.expected("a comparison")
}

func (s *scanner) operand() (operand, error) {
	if name := s.takeWord(variables...); name != "" {
		return operand{variable: true, text: canonicalVariable(name)}, nil
	}
	quote := s.take("'", `"`)
	if quote == "" {
		if word := s.identifier(); word != "" {
			return operand{}, fmt.Errorf("%q is no variable of an environment", word)
		}
		return operand{}, s.expected("a variable of the environment or a text in quotes")
	}
	text := s.until(quote)
	if s.take(quote) == "" {
		return operand{}, fmt.Errorf("the text %s%s has no end", quote, text)
	}
	if strings.ContainsAny(text, "\\\n\r\x00") {
		return operand{}, fmt.Errorf("the text %q has a backslash or the end of a line in it", text)
	}
	return operand{text: text}, nil
}

// variables are the names that conditions may use. Some have an old spelling with a dot.
var variables = []string{
	"python_version", "python_full_version", "os_name", "os.name", "sys_platform", "sys.platform", "platform_release",
	"platform_system", "platform_version", "platform.version", "platform_machine", "platform.machine",
	"platform_python_implementation", "platform.python_implementation", "python_implementation", "implementation_name",
	"implementation_version", "extra", "extras", "dependency_groups",
}

func canonicalVariable(name string) string {
	if name == "python_implementation" {
		return "platform_python_implementation"
	}
	return strings.ReplaceAll(name, ".", "_")
}

// versions are the variables that hold versions.
var versions = []string{"implementation_version", "platform_release", "python_full_version", "python_version"}

func isVersion(variable string) bool { return slices.Contains(versions, variable) }
