package nearest

import "testing"

func TestBlanks(t *testing.T) {
	for name, c := range map[string]struct {
		text, content string
		line          int
		has, wanted   string
	}{
		"line endings":       {"A = 1\nB = 2\n", "x\r\nA = 1\r\nB = 2\r\n", 2, "A = 1\r\n", "A = 1\n"},
		"one line ending":    {"A = 1\nB = 2\n", "A = 1\nB = 2\r\n", 2, "B = 2\r\n", "B = 2\n"},
		"the other way":      {"A = 1\r\nB = 2\r\n", "A = 1\nB = 2\n", 1, "A = 1\n", "A = 1\r\n"},
		"a tab":              {"    A = 1\n", "x\n\tA = 1\n", 2, "\tA = 1\n", "    A = 1\n"},
		"a blank at the end": {"A = 1\nB = 2\n", "A = 1 \nB = 2\n", 1, "A = 1 \n", "A = 1\n"},
		"two blanks":         {"A = 1", "A =  1\n", 1, "A =  1\n", "A = 1"},
		"no-break space":     {"A = 1", "A =\u00a01\n", 1, "A =\u00a01\n", "A = 1"},
		"nothing to be seen": {"A = 1", "A =\u200b 1\n", 1, "A =\u200b 1\n", "A = 1"},
		"no last line break": {"A = 1\nB = 2\n", "A = 1\nB = 2", 2, "B = 2", "B = 2\n"},
		"an empty line":      {"A = 1\n\nB = 2\n", "A = 1\nB = 2\n", 2, "B = 2\n", "\n"},
		"an empty line more": {"A = 1\nB = 2\n", "A = 1\n\nB = 2\n", 2, "\n", "B = 2\n"},
		"within lines":       {"1\nB", "A = 1\r\nB = 2\r\n", 1, "A = 1\r\n", "1\n"},
		"other":              {"A = 2", "A = 1\n", 0, "", ""},
		"blanks alone":       {" \n", "A\n", 0, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			line, has, wanted := Blanks(c.text, c.content)
			if line != c.line || has != c.has || wanted != c.wanted {
				t.Errorf("got %d, %q, %q, want %d, %q, %q", line, has, wanted, c.line, c.has, c.wanted)
			}
		})
	}
}

func TestMismatch(t *testing.T) {
	const content = "def f():\r\n    return 1\r\n\nx = 2\n"
	for name, c := range map[string]struct {
		text        string
		number      int
		line        int
		has, wanted string
	}{
		"before": {"f g():\n    return 1\n", 2, 1, "def f():\r\n", "f g():\n"},
		"after":  {"return 1\ny\n", 2, 3, "\n", "y\n"},
		"beyond": {"x = 2\ny\n", 4, 5, "", "y\n"},
		"none":   {"x = 2\n", 4, 0, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			line, has, wanted := Mismatch(c.text, content, c.number)
			if line != c.line || has != c.has || wanted != c.wanted {
				t.Errorf("got %d, %q, %q", line, has, wanted)
			}
		})
	}
}
