package wheel

import (
	"strings"
	"unicode"
)

// keywords are the words that look like names and cannot be any.
var keywords = map[string]bool{}

func init() {
	for word := range strings.FieldsSeq(`False None True and as assert async await break class continue def del elif else except finally
		for from global if import in is lambda nonlocal not or pass raise return try while with yield`) {
		keywords[word] = true
	}
}

// isDotted says whether a text is names of Python with points between them.
func isDotted(text string) bool {
	for part := range strings.SplitSeq(text, ".") {
		if !isIdentifier(part) || keywords[part] {
			return false
		}
	}
	return true
}

// isIdentifier says what str.isidentifier says in Python: letters of any script, as PEP 3131 and UAX 31 have it.
func isIdentifier(text string) bool {
	for i, r := range text {
		if i == 0 && !isStart(r) || !isStart(r) && !isContinue(r) {
			return false
		}
	}
	return text != ""
}

func isStart(r rune) bool {
	return r == '_' || unicode.In(r, unicode.L, unicode.Nl, unicode.Other_ID_Start) && !unicode.In(r, noIdentifier, noStart)
}

func isContinue(r rune) bool {
	return unicode.In(r, unicode.L, unicode.Nl, unicode.Other_ID_Start, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue, lateContinue) &&
		!unicode.In(r, noIdentifier)
}

// noIdentifier are letters and marks whose normal form (NFKC), which Python gives every name, has a blank or a mark where none
// may be. Unicode promises that no more of them will come.
var noIdentifier = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x037a, Hi: 0x037a, Stride: 1},
		{Lo: 0x2e2f, Hi: 0x2e2f, Stride: 1},
		{Lo: 0x309b, Hi: 0x309c, Stride: 1},
		{Lo: 0xfc5e, Hi: 0xfc63, Stride: 1},
		{Lo: 0xfdfa, Hi: 0xfdfb, Stride: 1},
		{Lo: 0xfe70, Hi: 0xfe7e, Stride: 2},
	},
}

// noStart are those that may not come first, for the same reason.
var noStart = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x0e33, Hi: 0x0eb3, Stride: 0x80},
		{Lo: 0xff9e, Hi: 0xff9f, Stride: 1},
	},
}

// lateContinue are those that Unicode 15.1, Python 3.13's, took in: Go has another version.
var lateContinue = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x200c, Hi: 0x200d, Stride: 1},
		{Lo: 0x30fb, Hi: 0x30fb, Stride: 1},
		{Lo: 0xff65, Hi: 0xff65, Stride: 1},
	},
}
