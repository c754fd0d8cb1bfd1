package pypackaging

import (
	_ "embed"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"akbuild.internal/tools/python/pyrun"
	"akbuild.internal/tools/testing/testenv"
)

//go:embed ask.py
var program string

// Refused is the answer to a question that packaging raises an error for.
const Refused = "error"

// Question is the name of a function of ask.py and its arguments.
type Question []any

// Ask puts questions, and returns an answer to each. The library is the one that wheels are built with.
func Ask(t testing.TB, questions []Question) []string {
	t.Helper()
	python := testenv.Path(t, testenv.Python)
	site := filepath.Join(filepath.Dir(testenv.Path(t, testenv.BuildBackend)), "site")
	if _, err := os.Stat(filepath.Join(site, "packaging", "version.py")); err != nil {
		t.Fatalf("there is no packaging among what wheels are built with: %v", err)
	}
	input, err := json.Marshal(questions)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "answers.json")
	if err := pyrun.Run(t.Context(), pyrun.Script{Python: python, Source: program, Args: []string{site, out}, Stdin: input}); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var answers []string
	if err := json.Unmarshal(content, &answers); err != nil {
		t.Fatal(err)
	}
	if len(answers) != len(questions) {
		t.Fatalf("%d answers to %d questions", len(answers), len(questions))
	}
	return answers
}

// Compare asks the library packaging, and reports where ours differs.
func Compare(t testing.TB, questions []Question, ours func(q Question) string) {
	t.Helper()
	answers := map[string]int{}
	different := 0
	for i, want := range Ask(t, questions) {
		answers[want]++
		if got := ours(questions[i]); got != want {
			if different++; different <= 30 {
				t.Errorf("%q: %s, and packaging says %s", questions[i], got, want)
			}
		}
	}
	t.Logf("%d questions, %d different", len(questions), different)
	if len(answers) < 3 {
		t.Errorf("the questions are all alike: %v", answers)
	}
}
