package suite

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLists reads those that there are: a list that cannot be read is no surprise of the day when its line is built.
func TestLists(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "..", "lines", "*", "tests.yaml"))
	if err != nil || len(files) < 2 {
		t.Fatalf("found %q, %v", files, err)
	}
	for _, file := range files {
		if _, name, err := ReadList(file); err != nil || !strings.HasSuffix(filepath.ToSlash(file), "lines/"+name) {
			t.Errorf("the list %s is called %s, %v", file, name, err)
		}
	}
}

// TestBadLists: a list without reasons, or with a test twice, is refused.
func TestBadLists(t *testing.T) {
	for content, want := range map[string]string{
		"python:\n  cannot_run:\n    - tests: [a.b]\n":                                       "the tests a.b have no reason",
		"go:\n  cannot_run:\n    - {reason: r, tests: [a]}\n    - {reason: r, tests: [a]}\n": "the test a is there twice",
		"python:\n  clocks:\n    - {reason: r, files: [a.py]}\n":                             "the clock of a.py has no reason or no time",
		"python:\n  can_not_run: []\n":                                                       "no key can_not_run is known",
	} {
		file := filepath.Join(t.TempDir(), "2025.12.yaml")
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := ReadList(file); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, want %s", err, want)
		}
	}
}

// TestWithout: a test that lacks a file of the tree is to pass where that file is.
func TestWithout(t *testing.T) {
	const file = "authentik/blob.jwt"
	tests := Tests{CannotRun: []CannotRun{{Reason: "r", Without: file, Tests: []string{"a.b"}}}}
	for name, c := range map[string]struct {
		files  map[string]string
		listed bool
	}{
		"no file":   {map[string]string{"authentik/other": ""}, true},
		"a pointer": {map[string]string{file: "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 5242880\n"}, true},
		"the file":  {map[string]string{file: strings.Repeat("x", pointerSize)}, false},
	} {
		listed, err := tests.listed(plant(t, c.files))
		if _, there := listed["a.b"]; err != nil || there != c.listed {
			t.Errorf("%s: the list is %v, %v", name, listed, err)
		}
	}
}
