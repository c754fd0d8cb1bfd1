package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// lay writes files below a new folder; a name that ends in * may be executed.
func lay(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		name, executable := strings.CutSuffix(name, "*")
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		mode := os.FileMode(0o644)
		if executable {
			mode = 0o755
		}
		if err := os.WriteFile(file, []byte(content), mode); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestCompare(t *testing.T) {
	long := strings.Repeat("x", 100_000)
	for name, c := range map[string]struct {
		one, other map[string]string
		want       string
	}{
		"the same":        {map[string]string{"a/b": "1", "c*": long}, map[string]string{"a/b": "1", "c*": long}, ""},
		"a byte":          {map[string]string{"a": "12345"}, map[string]string{"a": "12x45"}, `a: the first byte that differs is number 2, "345" and "x45"`},
		"a byte far away": {map[string]string{"a": long + "1"}, map[string]string{"a": long + "2"}, `a: the first byte that differs is number 100000, "1" and "2"`},
		"shorter":         {map[string]string{"a": "123"}, map[string]string{"a": "12"}, `a: the first byte that differs is number 2, "3" and the end`},
		"empty":           {map[string]string{"a": ""}, map[string]string{"a": "1"}, `a: the first byte that differs is number 0, the end and "1"`},
		"a mode":          {map[string]string{"a*": "1"}, map[string]string{"a": "1"}, "a: who may execute it is 111 and 000"},
		"missing":         {map[string]string{"a": "1", "b": "2"}, map[string]string{"a": "1"}, "b: only the first has it"},
		"one too many":    {map[string]string{"a": "1"}, map[string]string{"a": "1", "b": "2"}, "b: only the second has it"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := compare(lay(t, c.one), lay(t, c.other))
			if err != nil {
				t.Fatal(err)
			}
			if got.files != len(c.one) {
				t.Errorf("%d files were compared", got.files)
			}
			switch {
			case c.want == "" && len(got.different) == 0:
			case len(got.different) == 1 && strings.HasSuffix(got.different[0], "/"+c.want):
			default:
				t.Errorf("got %q, want one that ends in %q", got.different, c.want)
			}
		})
	}
	if _, err := compare(t.TempDir(), filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("an output that is not there is equal to one that is")
	}
}

func TestCopyTree(t *testing.T) {
	from := lay(t, map[string]string{"a": "1", "b/c*": "2", ".git/HEAD": "x", "bazel-out/x": "x"})
	for _, backwards := range []bool{false, true} {
		to := filepath.Join(t.TempDir(), "copy")
		if err := copyTree(to, from, backwards); err != nil {
			t.Fatal(err)
		}
		if c, err := compare(lay(t, map[string]string{"a": "1", "b/c*": "2"}), to); err != nil || len(c.different) > 0 {
			t.Errorf("the copy differs: %v, %v", c.different, err)
		}
	}
}
