package suite

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"akbuild.internal/tools/source/lines"
)

// TestLists reads those that there are: a list that cannot be read is no surprise of the day when its line is built.
func TestLists(t *testing.T) {
	all, err := lines.Read(filepath.Join("..", "..", "..", "lines"))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range all.Names() {
		chain, err := all.Chain(line)
		if err != nil {
			t.Fatal(err)
		}
		var files []string
		for _, name := range slices.Backward(chain) {
			if file := filepath.Join(all.Folder, name, "tests.yaml"); exists(file) {
				files = append(files, file)
			}
		}
		if _, name, err := ReadLists(files); err != nil || !strings.HasSuffix(filepath.ToSlash(files[len(files)-1]), "lines/"+name) {
			t.Errorf("the list %s is called %s, %v", files, name, err)
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
		if _, _, err := ReadLists([]string{file}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, want %s", err, want)
		}
	}
}

// TestOver: a line's list is read over that of the line that it inherits from.
func TestOver(t *testing.T) {
	folder := plant(t, map[string]string{
		"1.2/tests.yaml": "python:\n  cannot_run:\n    - {reason: r, tests: [a.b, a.c]}\n    - {reason: s, tests: [d.e]}\n",
		"1.4/tests.yaml": "python:\n  less: [a.b]\n  cannot_run:\n    - {reason: q, tests: [f.g]}\n",
		"1.6/tests.yaml": "python:\n  less: [a.b]\n",
		"1.8/tests.yaml": "alone: true\n",
	})
	of := func(lines ...string) (files []string) {
		for _, line := range lines {
			files = append(files, filepath.Join(folder, line, "tests.yaml"))
		}
		return files
	}
	list, name, err := ReadLists(of("1.2", "1.4"))
	if err != nil || name != "1.4/tests.yaml" {
		t.Fatalf("it is called %s, %v", name, err)
	}
	listed, err := list.Python.listed(folder)
	if want := map[string]string{"a.c": "r", "d.e": "s", "f.g": "q"}; err != nil || !maps.Equal(listed, want) {
		t.Errorf("the list is %v, %v; want %v", listed, err, want)
	}
	if list, name, err := ReadLists(of("1.2", "1.8")); err != nil || name != "1.8/tests.yaml" || len(list.Python.CannotRun) > 0 {
		t.Errorf("alone it is %v, %v", list, err)
	}
	if _, _, err := ReadLists(of("1.2", "1.4", "1.6")); err == nil || !strings.Contains(err.Error(), "the test a.b is taken off, and is on no list") {
		t.Errorf("the error is %v", err)
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
