// Package pep508 reads and judges what Python packages ask for: versions and specifiers (PEP 440), requirements with
// extras and markers (PEP 508). It decides as the library packaging does; what that
// library answered is in testdata.
package pep508

import (
	"regexp"
	"strings"
)

var separators = regexp.MustCompile(`[-_.]+`)

// Normalise returns the name of a distribution or extra as the index knows it: Typing_Extensions -> typing-extensions.
func Normalise(name string) string {
	return strings.ToLower(separators.ReplaceAllString(name, "-"))
}
