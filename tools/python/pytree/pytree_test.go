package pytree

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/testenv"
)

func write(t *testing.T, name, content string, mode os.FileMode) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), mode); err != nil {
		t.Fatal(err)
	}
}

// plant makes a tree around the interpreter that the test is given, and returns its folder.
func plant(t *testing.T) string {
	t.Helper()
	home := filepath.Dir(filepath.Dir(testenv.Path(t, testenv.Python)))
	if _, err := os.Stat(filepath.Join(home, "lib", "python3.13", "os.py")); err != nil {
		t.Fatalf("%s is no Python 3.13 that can be copied: %v", home, err)
	}
	root := filepath.Join(t.TempDir(), "tree")
	data, scripts := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "scripts")
	write(t, filepath.Join(data, "share/demo.txt"), "data", 0o644)
	write(t, filepath.Join(scripts, "demo"), "#!/bin/sh\nexec \"${0%/*}/python\" -m demo\n", 0o755)
	write(t, filepath.Join(root, "site/a/demo.py"), "import os, sys\nprint(os.environ['DEMO_DATA'], sys.prefix)\n", 0o644)
	write(t, filepath.Join(root, "top.py"), "", 0o644)
	h := Home{
		Python: home, Data: []string{data}, Place: "python", Paths: []string{"site/a", "."}, Environ: []string{"DEMO_DATA=blueprints"},
		Out: filepath.Join(root, "python"),
	}
	if err := h.Make(context.Background()); err != nil {
		t.Fatal(err)
	}
	p := Programs{Scripts: []string{scripts}, Interpreter: "../python/bin/python3.13", Out: filepath.Join(root, "bin")}
	if err := p.Make(); err != nil {
		t.Fatal(err)
	}
	return root
}

func output(t *testing.T, environ []string, args ...string) string {
	t.Helper()
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env, cmd.Dir = environ, t.TempDir()
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(args, " "), err, stderr.String())
	}
	return string(out)
}

// The tree finds its parts without any environment, after it was moved, and through a link.
func TestTreeMoves(t *testing.T) {
	root := plant(t)
	moved := filepath.Join(t.TempDir(), "moved here")
	if err := os.Rename(root, moved); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "python")
	if err := os.Symlink(filepath.Join(moved, "bin", "python"), link); err != nil {
		t.Fatal(err)
	}
	want := filepath.Join(moved, "blueprints") + " " + filepath.Join(moved, "python") + "\n"
	for _, args := range [][]string{{filepath.Join(moved, "bin/demo")}, {filepath.Join(moved, "bin/python3"), "-m", "demo"}, {link, "-c", "import top, demo"}} {
		if got := output(t, []string{}, args...); got != want {
			t.Errorf("%v printed %q, want %q", args, got, want)
		}
	}
	if got := output(t, []string{"DEMO_DATA=set"}, filepath.Join(moved, "bin/demo")); !strings.HasPrefix(got, "set ") {
		t.Errorf("a variable that was set became %q", got)
	}
	if content, err := os.ReadFile(filepath.Join(moved, "python/share/demo.txt")); string(content) != "data" {
		t.Errorf("the data is not there: %v", err)
	}
}

// What runs in the tree does not write into it, even as root.
func TestTreeIsNotWritten(t *testing.T) {
	root := plant(t)
	output(t, []string{}, filepath.Join(root, "bin/python"), "-m", "demo")
	output(t, []string{}, filepath.Join(root, "bin/python"), "-c", "import demo, top")
	found, err := filepath.Glob(filepath.Join(root, "site/a/*"))
	if err != nil || len(found) != 1 {
		t.Errorf("the site holds %v, %v", found, err)
	}
	if _, err := os.Stat(filepath.Join(root, "__pycache__")); err == nil {
		t.Error("byte code was written to the top")
	}
}

func TestRefused(t *testing.T) {
	empty := t.TempDir()
	for name, c := range map[string]struct {
		make func(out string) error
		want string
	}{
		"no Python": {func(out string) error {
			return Home{Python: empty, Place: "python", Out: out}.Make(context.Background())
		}, "making the tree's interpreter from " + empty + ": it holds 0 standard libraries in place of one; give the folder with bin/ and lib/ of one Python"},
		"path outside": {func(out string) error {
			return Home{Place: "python", Paths: []string{"../x"}, Out: out}.Make(context.Background())
		}, `reading the place "../x": it is not a plain path inside the tree`},
		"variable's form": {func(out string) error {
			return Home{Place: "python", Environ: []string{"X"}, Out: out}.Make(context.Background())
		}, `reading the variable "X" of the tree: it is not of the form NAME=place`},
		"variable outside": {func(out string) error {
			return Home{Place: "python", Environ: []string{"X=/etc"}, Out: out}.Make(context.Background())
		}, `reading the place "/etc": it is not a plain path inside the tree`},
		"interpreter": {func(out string) error { return Programs{Interpreter: "../bin/perl", Out: out}.Make() }, "making the tree's programs: ../bin/perl is no Python 3 interpreter's name"},
	} {
		t.Run(name, func(t *testing.T) {
			parent := t.TempDir()
			if err := c.make(filepath.Join(parent, "out")); err == nil || err.Error() != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
			if left, _ := os.ReadDir(parent); len(left) > 0 {
				t.Errorf("%d things are left behind", len(left))
			}
		})
	}
}
