package wheel

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"akbuild.internal/tools/python/pyrun"
	"akbuild.internal/tools/testing/testenv"
)

// What every character is to Python: S where a name may begin with it, C where it may go on with it, - otherwise; and U for one that
// Python's Unicode does not have yet.
const everyCharacter = `
import sys, unicodedata
out = []
for i in range(0x110000):
    c = chr(i)
    if unicodedata.category(c) == "Cn":
        out.append("U")
    else:
        out.append("S" if c.isidentifier() else "C" if ("a" + c).isidentifier() else "-")
sys.stdout.write("".join(out))
`

// The rule is Python's, for each character that both Python's version of Unicode and Go's have.
func TestIdentifiersAsPython(t *testing.T) {
	said, err := pyrun.Output(context.Background(), pyrun.Script{Python: testenv.Path(t, testenv.Python), Source: everyCharacter})
	if err != nil {
		t.Fatal(err)
	}
	if len(said) != unicode.MaxRune+1 {
		t.Fatalf("Python said %d characters", len(said))
	}
	compared := 0
	for r, want := range said {
		r := rune(r)
		known := unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.Cc, unicode.Cf, unicode.Co)
		if want == 'U' || !known || r >= 0xd800 && r <= 0xdfff {
			continue
		}
		compared++
		got := "-"
		if isStart(r) {
			got = "S"
		} else if isContinue(r) {
			got = "C"
		}
		if got != string(want) {
			t.Errorf("U+%04X is %s, and %c to Python", r, got, want)
		}
	}
	if compared < 140_000 {
		t.Errorf("only %d characters were compared", compared)
	}
}

// Keywords are those of the interpreter.
func TestKeywordsAsPython(t *testing.T) {
	said, err := pyrun.Output(context.Background(), pyrun.Script{Python: testenv.Path(t, testenv.Python), Source: "import keyword; print(*keyword.kwlist)"})
	if err != nil {
		t.Fatal(err)
	}
	words := strings.Fields(string(said))
	for _, word := range words {
		if !keywords[word] {
			t.Errorf("%s is a keyword", word)
		}
	}
	if len(words) != len(keywords) {
		t.Error("Python has " + strconv.Itoa(len(words)) + " keywords: " + string(said))
	}
}
