package nearest

import "testing"

func TestHint(t *testing.T) {
	known := []string{"enumClassPrefix", "structPrefix", "go", "typescript-fetch", "typescript-node", "structPrefix"}
	for word, want := range map[string]string{
		"enumClasPrefix":  "; did you mean enumClassPrefix?",
		"enumCalssPrefix": "; did you mean enumClassPrefix?",
		"ENUMCLASSPREFIX": "; did you mean enumClassPrefix?",
		"structPrefx":     "; did you mean structPrefix?",
		"og":              "; did you mean go?",
		"typescript":      "",
		"typescript-fech": "; did you mean typescript-fetch?",
		"wholly-other":    "",
		"":                "",
	} {
		if got := Hint(word, known); got != want {
			t.Errorf("Hint(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"ab", "ba", 1}, {"kitten", "sitting", 3}} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
