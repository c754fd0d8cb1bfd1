package wire

import (
	"errors"
	"strconv"
	"strings"

	ber "github.com/go-asn1-ber/asn1-ber"
	"github.com/go-ldap/ldap/v3"
)

// ErrFilter says that a filter is not one, or of a kind the outpost does not know.
var ErrFilter = errors.New("filter is not supported")

// maxDepth bounds how deep filters may be nested.
const maxDepth = 32

// Match says whether an entry fits a filter (RFC 4511, 4.5.1.7).
func Match(filter *ber.Packet, e Entry) (bool, error) {
	return match(filter, e, maxDepth)
}

func match(filter *ber.Packet, e Entry, depth int) (bool, error) {
	if filter == nil || depth == 0 {
		return false, ErrFilter
	}
	switch filter.Tag {
	case ldap.FilterAnd, ldap.FilterOr:
		// One that ends the search decides; an empty "and" is true, an empty "or" is false.
		decisive := filter.Tag == ldap.FilterOr
		for _, child := range filter.Children {
			ok, err := match(child, e, depth-1)
			if err != nil {
				return false, err
			}
			if ok == decisive {
				return decisive, nil
			}
		}
		return !decisive, nil
	case ldap.FilterNot:
		if len(filter.Children) != 1 {
			return false, ErrFilter
		}
		ok, err := match(filter.Children[0], e, depth-1)
		return !ok, err
	case ldap.FilterPresent:
		return len(e.Get(text(filter))) > 0, nil
	case ldap.FilterSubstrings:
		return matchSubstrings(filter, e)
	case ldap.FilterEqualityMatch, ldap.FilterApproxMatch, ldap.FilterGreaterOrEqual, ldap.FilterLessOrEqual:
		return matchValue(filter, e)
	}
	return false, ErrFilter
}

func matchValue(filter *ber.Packet, e Entry) (bool, error) {
	if len(filter.Children) != 2 {
		return false, ErrFilter
	}
	want := text(filter.Children[1])
	for _, value := range e.Get(text(filter.Children[0])) {
		order := compare(value, want)
		switch filter.Tag {
		case ldap.FilterGreaterOrEqual:
			if order >= 0 {
				return true, nil
			}
		case ldap.FilterLessOrEqual:
			if order <= 0 {
				return true, nil
			}
		default:
			if order == 0 {
				return true, nil
			}
		}
	}
	return false, nil
}

func matchSubstrings(filter *ber.Packet, e Entry) (bool, error) {
	if len(filter.Children) != 2 {
		return false, ErrFilter
	}
	for _, value := range e.Get(text(filter.Children[0])) {
		if hasParts(strings.ToLower(value), filter.Children[1].Children) {
			return true, nil
		}
	}
	return false, nil
}

// hasParts says whether the parts occur in value, in order and without overlapping.
func hasParts(value string, parts []*ber.Packet) bool {
	for _, part := range parts {
		want := strings.ToLower(text(part))
		switch part.Tag {
		case ldap.FilterSubstringsInitial:
			if !strings.HasPrefix(value, want) {
				return false
			}
			value = value[len(want):]
		case ldap.FilterSubstringsFinal:
			if !strings.HasSuffix(value, want) {
				return false
			}
			value = ""
		default:
			at := strings.Index(value, want)
			if at < 0 {
				return false
			}
			value = value[at+len(want):]
		}
	}
	return true
}

// compare orders two values: numbers by size, everything else as text without regard to case.
func compare(a, b string) int {
	x, errX := strconv.ParseInt(a, 10, 64)
	y, errY := strconv.ParseInt(b, 10, 64)
	if errX == nil && errY == nil {
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	}
	return strings.Compare(strings.ToLower(a), strings.ToLower(b))
}
