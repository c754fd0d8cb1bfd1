package gopackage

import (
	"os"
	"path/filepath"
	"testing"

	"akbuild.internal/tools/base/tree"
)

func TestSingle(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"one":         {map[string]string{"a.go": "package a\n", "b.go": "// c\npackage a\n", "x.txt": ""}, ""},
		"none":        {map[string]string{"x.txt": ""}, "it has no Go files"},
		"two names":   {map[string]string{"a.go": "package a\n", "b.go": "package b\n"}, "its files are not one package: a.go is of package a, b.go of package b"},
		"two folders": {map[string]string{"a.go": "package a\n", "b/b.go": "package a\n"}, "its files are not one package: a.go and b/b.go lie in different folders"},
		"below":       {map[string]string{"b/b.go": "package a\n"}, "its Go files lie in b and not at its top"},
	} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			for rel, content := range c.files {
				full := filepath.Join(root, rel)
				if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(full, []byte(content), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			files, err := tree.List(root, tree.Options{})
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if err := Single(files); err != nil {
				got = err.Error()
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
