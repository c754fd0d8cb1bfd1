// Package utf8fault says where a text is not UTF-8: YAML's reader says that it is not, and not in which line.
package utf8fault

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// Fault is the first byte of a text that is not UTF-8.
type Fault struct {
	// Line and Column are the place, both from 1; Column counts bytes.
	Line, Column int
	// Offset is the number of bytes before it.
	Offset int
	// Byte is the byte itself.
	Byte byte
}

// Find returns the first fault of a text; nil when it is UTF-8.
func Find(text []byte) *Fault {
	if utf8.Valid(text) {
		return nil
	}
	at := 0
	for at < len(text) {
		r, size := utf8.DecodeRune(text[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	before := text[:at]
	return &Fault{
		Line:   bytes.Count(before, []byte("\n")) + 1,
		Column: at - bytes.LastIndexByte(before, '\n'),
		Offset: at,
		Byte:   text[at],
	}
}

// Error is a sentence about the byte that names its place in the line and in the text, but not the line.
func (f *Fault) Error() string {
	return fmt.Sprintf("byte %d, 0x%02x (the %s of the line), is not UTF-8", f.Offset+1, f.Byte, ordinal(f.Column))
}

func ordinal(n int) string {
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return fmt.Sprint(n) + suffix
}
