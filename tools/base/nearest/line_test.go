package nearest

import "testing"

func TestLine(t *testing.T) {
	lines := []string{
		"import os",
		"    BASE = Path(__file__).absolute().parents[2]  # the tree",
		"    BASE = Path(__file__).resolve().parent.parent.parent",
		"",
	}
	for _, c := range []struct {
		text string
		line int
		want string
	}{
		{"Path(__file__).absolute().parent.parent.parent", 3, "BASE = Path(__file__).resolve().parent.parent.parent"},
		{"Path(__file__).absolute().parents[3]", 2, "BASE = Path(__file__).absolute().parents[2]  # the tree"},
		{"if x:\n    BASE = Path(__file__).resolve().parent\n", 3, "BASE = Path(__file__).resolve().parent.parent.parent"},
		{"and something wholly other", 0, ""},
		{"", 0, ""},
		{"\n \n", 0, ""},
	} {
		if line, got := Line(c.text, lines); line != c.line || got != c.want {
			t.Errorf("Line(%q) = %d, %q, want %d, %q", c.text, line, got, c.line, c.want)
		}
	}
	if line, _ := Line("x", nil); line != 0 {
		t.Errorf("Line without lines = %d, want 0", line)
	}
}
