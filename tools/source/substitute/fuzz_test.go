package substitute

import (
	"os"
	"path/filepath"
	"testing"

	"akbuild.internal/tools/testing/fuzzing"
)

func TestFuzz(t *testing.T) { fuzzing.Run(t, 5000, "FuzzList") }

// Whatever a list says, it is refused, or it is applied or does not fit: nothing panics.
func FuzzList(f *testing.F) {
	for _, seed := range [][2]string{
		{"substitutions:\n  - {file: a, find: b, count: 1, replace: c, why: d}\n", "abc"},
		{"substitutions:\n  - {file: a, find: bb, count: 2, replace: '', fixed: '@tree@', why: d, optional: true}\n", "bbb"},
		{"substitutions:\n  - {file: a, find: b, count: 1, replace: null, why: d}\n", "b"},
		{"substitutions:\n  - {file: a, find: b, count: 1, why: d}\n", "b"},
		{"substitutions: [{file: ../a}]", ""},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, list, content string) {
		name := filepath.Join(t.TempDir(), "list.yaml")
		if err := os.WriteFile(name, []byte(list), 0o644); err != nil {
			t.Fatal(err)
		}
		read, err := Read(name)
		if err != nil {
			return
		}
		for _, file := range read.Files() {
			for _, root := range []string{"", "/tree"} {
				if done, err := read.Apply(file, content, root); err != nil && done != "" {
					t.Errorf("%q: half of it was done", list)
				}
			}
		}
	})
}
