package npm

import (
	"strings"
	"testing"
)

// TestReadLines: what a line says is added to what it inherits.
func TestReadLines(t *testing.T) {
	const sum = "sha512-x"
	base := place(t, "base.yaml", "reaches: {a: [one], b: [two]}\ndeviations:\n  - {name: one, locked: \"1\", used: \"2\", integrity: "+sum+", reason: gone}\n  - {name: two, locked: \"1\", tree: two, reason: ours}\nscripts: [{name: one, reason: a banner}]\n")
	own := place(t, "own.yaml", "reaches: {a: [three], c: [four]}\ndeviations:\n  - {name: one, locked: \"1\", used: \"3\", integrity: "+sum+", reason: newer}\nscripts: [{name: four, reason: a banner}]\n")
	line, err := ReadLines([]string{base, own})
	if err != nil {
		t.Fatal(err)
	}
	for part, want := range map[string]string{"a": "one three", "b": "two", "c": "four"} {
		if got := strings.Join(line.Reaches[part], " "); got != want {
			t.Errorf("%s reaches %s, want %s", part, got, want)
		}
	}
	if len(line.Deviations) != 2 || line.Deviations[0].Name != "two" || line.Deviations[1].Used != "3" {
		t.Errorf("the deviations are %+v", line.Deviations)
	}
	if len(line.Scripts) != 2 {
		t.Errorf("the scripts are %+v", line.Scripts)
	}
	if alone, err := ReadLine(base); err != nil || len(alone.Reaches["a"]) != 1 {
		t.Errorf("the inherited line was changed: %+v, %v", alone, err)
	}
}
