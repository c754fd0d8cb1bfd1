package pep508

import "strings"

// Name is the name of a distribution or of an extra as names are compared (PEP 503, PEP 685).
func Name(text string) string {
	text = strings.NewReplacer("_", "-", ".", "-").Replace(strings.ToLower(text))
	for strings.Contains(text, "--") {
		text = strings.ReplaceAll(text, "--", "-")
	}
	return text
}
