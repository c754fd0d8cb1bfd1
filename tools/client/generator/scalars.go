package generator

import (
	"regexp"

	"go.yaml.in/yaml/v3"
)

var (
	oldBooleans = regexp.MustCompile(`^(yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)$`)
	notTexts    = regexp.MustCompile(`^(|~|null|Null|NULL|true|True|TRUE|false|False|FALSE)$`)
)

// ambiguous makes each unquoted value of a configuration but true, false and null the text that is written: a version 1.10 is
// not 1.1. It returns a value that may be meant as a boolean and is none in YAML 1.2; nil without one.
func ambiguous(n *yaml.Node) *yaml.Node {
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			continue
		}
		if c.Kind != yaml.ScalarNode {
			if found := ambiguous(c); found != nil {
				return found
			}
			continue
		}
		if c.Style != 0 || notTexts.MatchString(c.Value) {
			continue
		}
		if oldBooleans.MatchString(c.Value) {
			return c
		}
		c.Tag, c.Style = "!!str", yaml.DoubleQuotedStyle
	}
	return nil
}
