package pip

import (
	"bytes"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/testenv"
)

// install lets pip install the wheels into a folder.
func install(t *testing.T) string {
	t.Helper()
	wheels, err := filepath.Glob(filepath.Join(filepath.Dir(testenv.Path(t, "AKBUILD_WHEELS")), "wheels", "*.whl"))
	if err != nil {
		t.Fatal(err)
	}
	if len(wheels) < 150 {
		t.Fatalf("there are %d wheels", len(wheels))
	}
	target := filepath.Join(t.TempDir(), "target")
	args := []string{
		filepath.Join(testenv.Path(t, "AKBUILD_PIP"), "pip"), "install", "--isolated", "--no-index", "--no-deps", "--no-compile", "--no-cache-dir",
		"--quiet", "--no-warn-script-location", "--disable-pip-version-check", "--root-user-action", "ignore", "--target", target,
	}
	cmd := exec.Command(testenv.Path(t, "AKBUILD_PYTHON"), append(args, wheels...)...)
	cmd.Env = []string{"HOME=" + t.TempDir(), "PATH=/usr/bin:/bin", "TMPDIR=" + t.TempDir(), "LC_ALL=C.UTF-8"}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return target
}

// own are the files that pip writes about an installation itself; direct_url.json says where the wheel lay.
var own = []string{"RECORD", "INSTALLER", "REQUESTED", "direct_url.json"}

// Each distribution's files are those that pip installs, with the same bytes, and the same can be executed. The programs of
// entry points call the same; scripts differ in their first line.
func TestSameAsPip(t *testing.T) {
	s, target := openSite(t), install(t)
	left := map[string]bool{}
	for _, name := range filesBelow(t, target) {
		left[name] = true
	}
	for wheel, places := range s.files {
		t.Run(wheel, func(t *testing.T) {
			for _, place := range places {
				name := inPip(wheel, place)
				if !left[name] {
					t.Errorf("%s is installed, and not by pip as %s", place, name)
					continue
				}
				delete(left, name)
				compare(t, place, s.path(place), filepath.Join(target, name))
			}
		})
	}
	for name := range left {
		if !strings.HasSuffix(path.Dir(name), ".dist-info") || !slices.Contains(own, path.Base(name)) {
			t.Errorf("pip installs %s, and it is not here", name)
		}
	}
}

// inPip is where pip puts what has a place: data beside the modules, and headers where a Python has them.
func inPip(wheel, place string) string {
	where, rest, _ := strings.Cut(place, "/")
	switch {
	case where == "bin":
		return place
	case where == "data" && strings.HasPrefix(rest, "include/"):
		_, file, _ := strings.Cut(strings.TrimPrefix(rest, "include/"), "/")
		name, _, _ := strings.Cut(wheel, "-")
		return "include/python/" + name + "/" + file
	}
	return rest
}

func compare(t *testing.T, place, ours, pips string) {
	t.Helper()
	got, err := os.ReadFile(ours)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(pips)
	if err != nil {
		t.Fatal(err)
	}
	program := strings.HasPrefix(place, "bin/")
	switch {
	case bytes.Equal(got, want):
	case !program:
		t.Errorf("%s has other bytes than pip's", place)
	case calls(got) != nil || calls(want) != nil:
		if !slices.Equal(calls(got), calls(want)) {
			t.Errorf("%s calls %q, and pip's %q", place, calls(got), calls(want))
		}
	case !bytes.Equal(withoutFirstLine(got), withoutFirstLine(want)):
		t.Errorf("%s differs from pip's in more than its first line", place)
	}
	a, err := os.Stat(ours)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.Stat(pips)
	if err != nil {
		t.Fatal(err)
	}
	// Bazel gives every file of a folder that it hands to a test the right to be executed, so only one direction can be seen.
	if b.Mode()&0o111 != 0 && a.Mode()&0o111 == 0 {
		t.Errorf("%s cannot be executed, and pip's can", place)
	}
}

// launcher is the form of the program of an entry point, pip's and ours.
var launcher = regexp.MustCompile(`(?s)\A#!.*\nimport sys\n+from (\S+) import (\S+)\n+if __name__ == ['"]__main__['"]:\n(?:    sys\.argv\[0\] = .*\n)?    sys\.exit\((\S+)\(\)\)\n\z`)

// calls are the module that the program of an entry point imports, what it imports of it, and what it calls; nil for other
// programs.
func calls(program []byte) []string {
	if found := launcher.FindStringSubmatch(string(program)); found != nil {
		return found[1:]
	}
	return nil
}

func withoutFirstLine(content []byte) []byte {
	_, rest, _ := bytes.Cut(content, []byte("\n"))
	return rest
}
