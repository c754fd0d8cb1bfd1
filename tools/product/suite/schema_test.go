package suite

import "testing"

func TestDifferences(t *testing.T) {
	for _, c := range []struct{ want, got, text string }{
		{"a\nb\n", "a\nb\n", ""},
		{"a\nb\n", "a\nc\n", "-2: b\n+2: c\n"},
		{"a\na\n", "a\n", "-2: a\n"},
		{"a\nb\n", "b\na\n", "the same lines in another order\n"},
	} {
		if text := differences([]byte(c.want), []byte(c.got)); text != c.text {
			t.Errorf("%q and %q: got %q, want %q", c.want, c.got, text, c.text)
		}
	}
}
