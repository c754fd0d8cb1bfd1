package wheeltest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/base/tree"
)

// Prepare packs each folder below in/wheels whose name is a wheel's to that wheel.
func Prepare(t testing.TB, in string) {
	t.Helper()
	folders, err := filepath.Glob(filepath.Join(in, "wheels", "*.whl"))
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		files, err := tree.List(folder, tree.Options{})
		if err != nil {
			t.Fatal(err)
		}
		w := Wheel{Name: filepath.Base(folder), Files: map[string]string{}}
		for _, f := range files {
			content, err := os.ReadFile(f.Path)
			if err != nil {
				t.Fatal(err)
			}
			w.Files[f.Rel] = string(content)
			if first, _, _ := strings.Cut(f.Rel, "/"); strings.HasSuffix(first, ".dist-info") {
				w.Info = first
			}
		}
		if err := os.RemoveAll(folder); err != nil {
			t.Fatal(err)
		}
		w.Write(t, filepath.Dir(folder))
	}
}
