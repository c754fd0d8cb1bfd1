package utf8fault

import "testing"

func TestFind(t *testing.T) {
	for text, want := range map[string]string{
		"":                        "",
		"é\n\ufffd":               "",
		"\xff":                    "byte 1, 0xff (the 1st of the line), is not UTF-8",
		"a: 1\nb: caf\xe9\n":      "byte 12, 0xe9 (the 7th of the line), is not UTF-8",
		"\xc3\xa9\n\xe2\x82":      "byte 4, 0xe2 (the 1st of the line), is not UTF-8",
		"\n\n123456789 1\xed\xa0": "byte 14, 0xed (the 12th of the line), is not UTF-8",
	} {
		got := ""
		if f := Find([]byte(text)); f != nil {
			got = f.Error()
		}
		if got != want {
			t.Errorf("Find(%q): %q, want %q", text, got, want)
		}
	}
	if f := Find([]byte("a\nb\n\x80")); f.Line != 3 || f.Column != 1 || f.Offset != 4 {
		t.Errorf("got %+v", f)
	}
}
