// Package said takes from what a program said the part that tells why it failed.
package said

import "strings"

// LastLine is the last line of it that is not blank.
func LastLine(text string) string {
	text = strings.TrimSpace(text)
	return strings.TrimSpace(text[strings.LastIndexByte(text, '\n')+1:])
}
