package pep508

import (
	"fmt"
	"slices"
	"strings"

	"deps.dev/util/pypi"
	"deps.dev/util/semver"
)

// marker is a condition on the environment and on the extras that were asked for.
type marker func(env Environment, extras []string) bool

func parseMarker(text string) (marker, error) {
	words, err := split(text)
	if err != nil {
		return nil, err
	}
	p := &parser{words: words}
	m, err := p.or()
	if err == nil && len(p.words) > 0 {
		err = fmt.Errorf("%q was not expected", p.words[0])
	}
	return m, err
}

// split gives the words of a condition; a string keeps its opening quote.
func split(text string) ([]string, error) {
	var words []string
	for {
		text = strings.TrimLeft(text, " \t\r\n")
		if text == "" {
			return words, nil
		}
		n := 1
		switch c := text[0]; {
		case c == '\'' || c == '"':
			end := strings.IndexByte(text[1:], c)
			if end < 0 {
				return nil, fmt.Errorf("the string %s has no end", text)
			}
			words = append(words, text[:end+1])
			text = text[end+2:]
			continue
		case strings.IndexByte("<>=!~", c) >= 0:
			n = span(text, "<>=!~")
		case c != '(' && c != ')':
			if n = span(text, "abcdefghijklmnopqrstuvwxyz_."); n == 0 {
				return nil, fmt.Errorf("%q was not expected", text)
			}
		}
		words = append(words, text[:n])
		text = text[n:]
	}
}

// span is how many of the first letters of text are in set.
func span(text, set string) int {
	return len(text) - len(strings.TrimLeft(text, set))
}

type parser struct{ words []string }

func (p *parser) next() string {
	if len(p.words) == 0 {
		return ""
	}
	word := p.words[0]
	p.words = p.words[1:]
	return word
}

func (p *parser) accept(word string) bool {
	if len(p.words) == 0 || p.words[0] != word {
		return false
	}
	p.words = p.words[1:]
	return true
}

func (p *parser) or() (marker, error) {
	left, err := p.and()
	for err == nil && p.accept("or") {
		var right marker
		one := left
		right, err = p.and()
		left = func(env Environment, extras []string) bool { return one(env, extras) || right(env, extras) }
	}
	return left, err
}

func (p *parser) and() (marker, error) {
	left, err := p.comparison()
	for err == nil && p.accept("and") {
		var right marker
		one := left
		right, err = p.comparison()
		left = func(env Environment, extras []string) bool { return one(env, extras) && right(env, extras) }
	}
	return left, err
}

func (p *parser) comparison() (marker, error) {
	if p.accept("(") {
		m, err := p.or()
		if err == nil && !p.accept(")") {
			err = fmt.Errorf("a parenthesis is not closed")
		}
		return m, err
	}
	left, err := value(p.next())
	if err != nil {
		return nil, err
	}
	op := p.next()
	if op == "not" && p.accept("in") {
		op = "not in"
	}
	if !slices.Contains([]string{"<", "<=", "==", "!=", ">=", ">", "~=", "===", "in", "not in"}, op) {
		return nil, fmt.Errorf("%q is no comparison", op)
	}
	right, err := value(p.next())
	if err != nil {
		return nil, err
	}
	return func(env Environment, extras []string) bool {
		if left.variable == "extra" || right.variable == "extra" {
			wanted := pypi.CanonPackageName(left.text + right.text)
			return slices.Contains(extras, wanted) == (op == "==")
		}
		return compare(left.in(env), op, right.in(env))
	}, nil
}

// operand is a variable's name, or a string.
type operand struct{ variable, text string }

func (o operand) in(env Environment) string {
	if o.variable != "" {
		return env[o.variable]
	}
	return o.text
}

func value(word string) (operand, error) {
	if word != "" && (word[0] == '\'' || word[0] == '"') {
		return operand{text: word[1:]}, nil
	}
	if _, known := Linux("")[word]; !known && word != "extra" {
		return operand{}, fmt.Errorf("%q is no variable of an environment", word)
	}
	return operand{variable: word}, nil
}

// compare compares as versions where both are some, else as Python compares strings.
func compare(left, op, right string) bool {
	switch op {
	case "in":
		return strings.Contains(right, left)
	case "not in":
		return !strings.Contains(right, left)
	}
	if v, err := semver.PyPI.Parse(left); err == nil {
		if c, err := semver.PyPI.ParseConstraint(op + right); err == nil {
			return c.MatchVersionPrerelease(v)
		}
	}
	order := strings.Compare(left, right)
	switch op {
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	case ">=":
		return order >= 0
	case "!=":
		return order != 0
	}
	return order == 0
}
