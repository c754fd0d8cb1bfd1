package nix_test

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/testing/testenv"
)

// Nix builds a step from the files of the packages that it imports, which nix/lib/go-files.nix finds by reading them. The go
// command finds the same.
func TestProgramsAreMadeOfWhatTheyImport(t *testing.T) {
	root := checkout(t)
	n := newNix(t, root)
	// Evaluation alone puts no source into the store.
	if _, err := n.run("nix-instantiate", "nix", "-A", "steps", "-A", "akbuild"); err != nil {
		t.Fatal(err)
	}
	programs := eval[map[string]struct {
		Files  []string
		Source string
	}](t, n, `
		let
		  set = import ./nix { supplier = "registry"; };
		in
		builtins.mapAttrs (name: program: { inherit (program) files; source = "${program.source}"; })
		  (set.steps // { inherit (set) akbuild; })`)
	if len(programs) < 10 {
		t.Fatalf("there are only the programs %q", slices.Sorted(maps.Keys(programs)))
	}
	for name, program := range programs {
		main := "tools/steps/" + name
		if name == "akbuild" {
			main = "tools/cmd/akbuild"
		}
		slices.Sort(program.Files)
		if want := goFiles(t, root, main); !slices.Equal(program.Files, want) {
			t.Errorf("%s is made of\n%s\nand Go makes it of\n%s", name, strings.Join(program.Files, "\n"), strings.Join(want, "\n"))
		}
		var source []string
		list, err := tree.List(n.store+program.Source, tree.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range list {
			source = append(source, file.Rel)
		}
		slices.Sort(source)
		if !slices.Equal(source, program.Files) {
			t.Errorf("the source of %s holds\n%s\nwhich is not what it is made of", name, strings.Join(source, "\n"))
		}
	}
}

// goFiles are the files of this module that a program is made of, as the go command has them. Third-party modules are not there,
// and not asked for.
func goFiles(t *testing.T, root, main string) []string {
	t.Helper()
	home := t.TempDir()
	cmd := exec.Command(testenv.Go(t), "list", "-e", "-deps", "-f",
		`{{$dir := .Dir}}{{range .GoFiles}}{{$dir}}/{{.}}{{"\n"}}{{end}}{{range .EmbedFiles}}{{$dir}}/{{.}}{{"\n"}}{{end}}`, "./"+main)
	cmd.Dir = root
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "GOPROXY=off", "GOFLAGS=-mod=mod", "GOTOOLCHAIN=local", "GOENV=off", "CGO_ENABLED=0", "GOWORK=off"}
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list of %s: %v", main, err)
	}
	var files []string
	for line := range strings.Lines(string(out)) {
		if rel, err := filepath.Rel(root, strings.TrimSpace(line)); err == nil && !strings.HasPrefix(rel, "..") && rel != "." {
			files = append(files, filepath.ToSlash(rel))
		}
	}
	slices.Sort(files)
	if len(files) < 5 {
		t.Fatalf("go list of %s finds only %q", main, files)
	}
	return files
}
