package checks_test

import (
	"encoding/json"
	"os"
	"testing"
)

// TestContract fails for each fact that the chosen source does not keep; a build only warns of it.
func TestContract(t *testing.T) {
	content, err := os.ReadFile(os.Getenv("AKBUILD_CONTRACT"))
	if err != nil {
		t.Fatal(err)
	}
	var report struct {
		Line     string
		Facts    int
		Findings []struct{ File, Problem, Edit string }
	}
	if err := json.Unmarshal(content, &report); err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Findings {
		t.Errorf("%s: %s\n    to adapt: %s", f.File, f.Problem, f.Edit)
	}
	if report.Line == "" || report.Facts == 0 {
		t.Errorf("no fact was looked at:\n%s", content)
	}
}
