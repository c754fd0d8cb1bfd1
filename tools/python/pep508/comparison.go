package pep508

import (
	"fmt"
	"slices"
	"strings"

	"akbuild.internal/tools/python/pep440"
)

// operators are those between operands, beside "in" and "not in".
var operators = pep440.Operators

// operand is a variable's name, or a text.
type operand struct {
	variable bool
	text     string
}

func (o operand) String() string {
	switch {
	case o.variable:
		return o.text
	case strings.Contains(o.text, `"`):
		return "'" + o.text + "'"
	}
	return `"` + o.text + `"`
}

const extra = "extra"

// comparison is one operand, an operator, another operand.
type comparison struct {
	left     operand
	operator string
	right    operand
}

func (c comparison) String() string { return fmt.Sprintf("%s %s %s", c.left, c.operator, c.right) }

// normal normalises names of extras.
func (c comparison) normal() comparison {
	for _, pair := range []struct{ variable, text *operand }{{&c.left, &c.right}, {&c.right, &c.left}} {
		sets := pair.variable == &c.right && slices.Contains([]string{"extras", "dependency_groups"}, pair.variable.text)
		if pair.variable.variable && !pair.text.variable && (pair.variable.text == extra || sets) {
			pair.text.text = Name(pair.text.text)
		}
	}
	return c
}

func (c comparison) evaluate(env Environment, extras []string) (bool, error) {
	// Of two variables the left one decides, and the other is a text.
	key, given := c.left.text, c.right.text
	if !c.left.variable {
		key, given = c.right.text, c.left.text
	}
	if key == extra && len(extras) > 0 {
		switch c.operator {
		case "==", "!=":
			return slices.Contains(extras, given) == (c.operator == "=="), nil
		}
		return false, fmt.Errorf("the comparison %s has no meaning: an extra is compared by == or !=", c)
	}
	value, known := env[key]
	if key == extra {
		known = true
	}
	if !known {
		return false, fmt.Errorf("the comparison %s has no meaning: the environment has no %s", c, key)
	}
	left, right := value, given
	if !c.left.variable {
		left, right = given, value
	}
	return c.compare(left, right, isVersion(key))
}

// compare compares as versions where both are some, else as texts.
func (c comparison) compare(left, right string, version bool) (bool, error) {
	if version {
		if s, err := pep440.ParseSpecifier(c.operator + right); err == nil {
			return s.Contains(left), nil
		}
	}
	switch c.operator {
	case "in":
		return strings.Contains(right, left), nil
	case "not in":
		return !strings.Contains(right, left), nil
	case "==", "<=", ">=":
		return left == right, nil
	case "!=":
		return left != right, nil
	case "<", ">":
		return false, nil
	}
	return false, fmt.Errorf("the comparison %s has no meaning: %s compares versions, and %q and %q are not", c, c.operator, left, right)
}
