package pep508

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Environment is what markers ask about, by the names of PEP 508 ("extra" left out).
type Environment map[string]string

// Linux is the environment of a CPython on Linux: Linux("3.13.2", "x86_64").
func Linux(python, machine string) Environment {
	parts := strings.SplitN(python, ".", 3)
	return Environment{
		"implementation_name":            "cpython",
		"implementation_version":         python,
		"os_name":                        "posix",
		"platform_machine":               machine,
		"platform_python_implementation": "CPython",
		"platform_release":               "",
		"platform_system":                "Linux",
		"platform_version":               "",
		"python_full_version":            python,
		"python_version":                 strings.Join(parts[:min(2, len(parts))], "."),
		"sys_platform":                   "linux",
	}
}

// expression is a parsed marker: whether it holds in an environment when one extra (or none: "") is asked for.
type expression func(e Environment, extra string) bool

var tokenPattern = regexp.MustCompile(`^\s*(\(|\)|'[^']*'|"[^"]*"|[a-zA-Z_.]+|===|~=|==|!=|<=|>=|<|>)`)

type markerParser struct {
	text string
	// token is the one that comes next; empty at the end.
	token string
}

func parseMarker(s string) (expression, error) {
	p := &markerParser{text: s}
	if err := p.next(); err != nil {
		return nil, err
	}
	e, err := p.either()
	if err == nil && p.token != "" {
		err = fmt.Errorf("the marker %q goes on with %q after its end", strings.TrimSpace(s), p.token)
	}
	return e, err
}

func (p *markerParser) next() error {
	m := tokenPattern.FindStringSubmatch(p.text)
	if m == nil {
		p.token = ""
		if rest := strings.TrimSpace(p.text); rest != "" {
			return fmt.Errorf("the marker cannot be read from %q on", rest)
		}
		return nil
	}
	p.token, p.text = m[1], p.text[len(m[0]):]
	return nil
}

func (p *markerParser) either() (expression, error) {
	return p.chain("or", p.both, func(a, b expression) expression {
		return func(e Environment, extra string) bool { return a(e, extra) || b(e, extra) }
	})
}

func (p *markerParser) both() (expression, error) {
	return p.chain("and", p.term, func(a, b expression) expression {
		return func(e Environment, extra string) bool { return a(e, extra) && b(e, extra) }
	})
}

// chain reads operands joined by a word.
func (p *markerParser) chain(word string, operand func() (expression, error), join func(a, b expression) expression) (expression, error) {
	left, err := operand()
	for err == nil && p.token == word {
		if err = p.next(); err != nil {
			break
		}
		var right expression
		if right, err = operand(); err == nil {
			left = join(left, right)
		}
	}
	return left, err
}

func (p *markerParser) term() (expression, error) {
	if p.token == "(" {
		if err := p.next(); err != nil {
			return nil, err
		}
		e, err := p.either()
		if err != nil {
			return nil, err
		}
		if p.token != ")" {
			return nil, fmt.Errorf("a parenthesis of the marker is not closed")
		}
		return e, p.next()
	}
	left, err := p.value()
	if err != nil {
		return nil, err
	}
	operator := p.token
	if err := p.next(); err != nil {
		return nil, err
	}
	if operator == "not" {
		if p.token != "in" {
			return nil, fmt.Errorf("\"not\" in a marker stands before \"in\" alone")
		}
		operator = "not in"
		if err := p.next(); err != nil {
			return nil, err
		}
	}
	if !slices.Contains([]string{"===", "~=", "==", "!=", "<=", ">=", "<", ">", "in", "not in"}, operator) {
		return nil, fmt.Errorf("%q is no comparison of markers", operator)
	}
	right, err := p.value()
	if err != nil {
		return nil, err
	}
	isExtra := left.name == "extra" || right.name == "extra"
	return func(e Environment, extra string) bool {
		return compare(left.in(e, extra), operator, right.in(e, extra), isExtra)
	}, nil
}

// operand is a literal or the name of a variable.
type operand struct{ literal, name string }

func (o operand) in(e Environment, extra string) string {
	switch o.name {
	case "":
		return o.literal
	case "extra":
		return extra
	}
	return e[o.name]
}

// oldNames are spellings that PEP 345 had.
var oldNames = map[string]string{
	"os.name": "os_name", "sys.platform": "sys_platform", "platform.version": "platform_version",
	"platform.machine": "platform_machine", "platform.python_implementation": "platform_python_implementation",
	"python_implementation": "platform_python_implementation",
}

func (p *markerParser) value() (operand, error) {
	token := p.token
	if token == "" {
		return operand{}, fmt.Errorf("the marker ends where a value should stand")
	}
	if token[0] == '\'' || token[0] == '"' {
		return operand{literal: token[1 : len(token)-1]}, p.next()
	}
	if name, ok := oldNames[token]; ok {
		token = name
	}
	if _, known := Linux("3.0.0", "")[token]; !known && token != "extra" {
		return operand{}, fmt.Errorf("%q is no variable of markers", token)
	}
	return operand{name: token}, p.next()
}

// compare is the comparison of PEP 508: of versions where the right side makes a condition, else of strings.
func compare(left, operator, right string, isExtra bool) bool {
	if isExtra {
		left, right = Normalise(left), Normalise(right)
	} else if specifiers, err := ParseSpecifiers(operator + right); err == nil && len(specifiers) == 1 {
		if v, err := ParseVersion(left); err == nil {
			return specifiers.Allow(v)
		}
	}
	switch operator {
	case "in":
		return strings.Contains(right, left)
	case "not in":
		return !strings.Contains(right, left)
	case "==", "===":
		return left == right
	case "!=":
		return left != right
	case "<":
		return left < right
	case "<=":
		return left <= right
	case ">":
		return left > right
	case ">=":
		return left >= right
	}
	return false
}
