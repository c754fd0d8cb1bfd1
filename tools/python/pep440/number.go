package pep440

import (
	"cmp"
	"strings"
)

// number is a number of any length, as decimal digits without leading zeros: zero is empty.
type number string

func newNumber(digits string) number { return number(strings.TrimLeft(digits, "0")) }

func (n number) compare(m number) int {
	return cmp.Or(cmp.Compare(len(n), len(m)), strings.Compare(string(n), string(m)))
}

func (n number) String() string {
	if n == "" {
		return "0"
	}
	return string(n)
}
