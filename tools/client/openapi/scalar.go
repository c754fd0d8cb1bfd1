package openapi

import (
	"fmt"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// meaning is what an unquoted scalar is.
type meaning int

const (
	text meaning = iota
	null
	boolean
	number
	// doubtful is what YAML 1.1 and YAML 1.2 read differently and nobody can say which was meant.
	doubtful
	// impossible is a number that JSON does not have.
	impossible
)

// The core schema of YAML 1.2, and what YAML 1.1 reads otherwise.
var (
	nullWords = regexp.MustCompile(`^(|~|null|Null|NULL)$`)
	boolWords = regexp.MustCompile(`^(true|True|TRUE|false|False|FALSE)$`)
	integer   = regexp.MustCompile(`^[-+]?[0-9]+$`)
	based     = regexp.MustCompile(`^0(o[0-7]+|x[0-9a-fA-F]+)$`)
	floating  = regexp.MustCompile(`^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$`)
	noNumber  = regexp.MustCompile(`^([-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN)$`)
	octal     = regexp.MustCompile(`^[-+]?0[0-9]+$`)
	oldNumber = regexp.MustCompile(`^[-+]?(0b[01_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*(\.[0-9_]*)?([eE][-+][0-9]+)?)$`)
	oldBool   = regexp.MustCompile(`^(yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)$`)
	oldTime   = regexp.MustCompile(`^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$`)
)

// meaningOf reads a scalar as YAML 1.2 does; older says that the document calls itself YAML 1.1.
func meaningOf(n *yaml.Node, older bool) meaning {
	s := n.Value
	if !plain(n) || n.Tag == "!!str" && n.Style&yaml.TaggedStyle != 0 {
		return text
	}
	switch {
	case nullWords.MatchString(s):
		return null
	case !strings.ContainsRune("-+.0123456789", rune(s[0])):
		switch {
		case boolWords.MatchString(s):
			return boolean
		case older && oldBool.MatchString(s):
			return doubtful
		}
		return text
	case noNumber.MatchString(s):
		return impossible
	case octal.MatchString(s):
		return doubtful
	case integer.MatchString(s):
		return number
	case based.MatchString(s), floating.MatchString(s):
		if older && (s[:2] == "0o" || strings.ContainsAny(s, "eE") && !oldNumber.MatchString(s) && !based.MatchString(s)) {
			return doubtful
		}
		return number
	case oldNumber.MatchString(s), older && oldTime.MatchString(s):
		return doubtful
	}
	return text
}

// isNull says whether a node is a null.
func isNull(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && meaningOf(n, false) == null
}

// plain says whether a scalar is unquoted.
func plain(n *yaml.Node) bool {
	return n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
}

// asText makes an unquoted scalar the text that is written, for places that hold nothing but texts. A null stays one.
func asText(n *yaml.Node) {
	if plain(n) && n.Style&yaml.TaggedStyle == 0 && !nullWords.MatchString(n.Value) {
		n.Style, n.Tag = yaml.DoubleQuotedStyle, "!!str"
	}
}

// jsonNumber writes a number of YAML 1.2 as JSON does.
func jsonNumber(s string) string {
	if based.MatchString(s) {
		return decimal(s)
	}
	s = strings.TrimPrefix(s, "+")
	sign := ""
	if s[0] == '-' {
		sign, s = "-", s[1:]
	}
	mantissa, exponent := s, ""
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		mantissa, exponent = s[:i], s[i:]
	}
	whole, fraction, point := strings.Cut(mantissa, ".")
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	if point && fraction == "" {
		fraction = "0"
	}
	if point {
		whole += "." + fraction
	}
	return sign + whole + exponent
}

// doubt says what is to be done about a scalar that has no meaning of its own.
func doubt(n *yaml.Node, m meaning) string {
	if m == impossible {
		return fmt.Sprintf("the value %s is a number that JSON does not have; quote it if it is a text: '%s'", n.Value, n.Value)
	}
	return fmt.Sprintf("the unquoted value %s is one thing in YAML 1.1 and another in YAML 1.2; quote it if it is a text: '%s', or write it as a plain decimal number, true or false", n.Value, n.Value)
}
