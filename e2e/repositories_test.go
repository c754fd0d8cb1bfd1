package e2e

import (
	"os"
	"path/filepath"
	"testing"
)

// laidOutAgain edits what repositories are laid out by, and looks at which of them are made anew.
func (w *workspace) laidOutAgain(t *testing.T) {
	t.Helper()
	const goSide, modules = "+authentik+authentik_sample", "+authentik+go_third_party"
	external := w.external()
	for _, test := range []struct {
		name, file, code string
		anew             map[string]bool
	}{
		{"a Python pin", "nix/releases/python.json", "\n", map[string]bool{goSide: false, modules: false}},
		{"a build step", "tools/commands/site/site.go", edit, map[string]bool{goSide: false, modules: false}},
		{"a tool that lays out", "tools/source/sourcerepo/layout.go", edit, map[string]bool{goSide: true, modules: true}},
	} {
		t.Run(test.name, func(t *testing.T) {
			// A BUILD file that was written again is another file.
			before := map[string]os.FileInfo{}
			for name := range test.anew {
				before[name] = w.buildFile(t, external, name)
			}
			defer w.edit(t, test.file, test.code)()
			w.must(nil, "build", "--nobuild", "//nix/source:tree", "//tools/cmd/akbuild")
			for name, anew := range test.anew {
				after := w.buildFile(t, external, name)
				if got := !os.SameFile(before[name], after) || !before[name].ModTime().Equal(after.ModTime()); got != anew {
					t.Errorf("%s was made anew: %t, want %t", name, got, anew)
				}
			}
		})
	}
	w.must(nil, "build", "--nobuild", "//nix/source:tree", "//tools/cmd/akbuild")
}

// edit is code that makes a package, and each program that is made of it, another one.
const edit = "\nvar edited = map[string]int{}\n\nfunc init() { edited[\"here\"]++ }\n"

// edit puts text at the end of a file of the checkout; the result takes it back.
func (w *workspace) edit(t *testing.T, name, text string) (back func()) {
	t.Helper()
	file := filepath.Join(w.dir, filepath.FromSlash(name))
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, append(append([]byte{}, content...), text...), 0o644); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := os.WriteFile(file, content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// buildFile is the BUILD file at the top of an external repository.
func (w *workspace) buildFile(t *testing.T, external, repository string) os.FileInfo {
	t.Helper()
	info, err := os.Stat(filepath.Join(external, repository, "BUILD.bazel"))
	if err != nil {
		t.Fatal(err)
	}
	return info
}
