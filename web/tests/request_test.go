// Package tests runs the programs of the web UI again, as another person would on another machine, and with mistakes in what they
// read.
package tests

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"akbuild.internal/tools/testing/testenv"
)

// inBazel matches a path as an action has it: of a file that was built, and of one in another repository.
var inBazel = regexp.MustCompile(`^(?:bazel-out/[^/]+/bin/)?(external/)?`)

// again is a web_build target that can be run again.
type again struct {
	// arguments are those of akbuild web-build, without --out; paths lead into the runfiles.
	arguments []string
	// script is what follows --.
	script []string
	// result is what Bazel made with them, or the folder of the same name where it did not.
	result string
}

// request reads the arguments of a target from the file that a variable names.
func request(t *testing.T, variable string) again {
	t.Helper()
	file := testenv.Path(t, variable)
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimRight(string(content), "\n"), "\n")
	a := again{result: strings.TrimSuffix(file, ".args")}
	for i := 0; i < len(lines); i++ {
		switch lines[i] {
		case "--":
			a.script = lines[i+1:]
			return a
		case "--out":
			i++
		case "--file", "--folder":
			dest, path, _ := strings.Cut(lines[i+1], "=")
			a.arguments = append(a.arguments, lines[i], dest+"="+inRunfiles(path))
			i++
		case "--modules", "--node", "--warm":
			a.arguments = append(a.arguments, lines[i], inRunfiles(lines[i+1]))
			i++
		default:
			a.arguments = append(a.arguments, lines[i])
		}
	}
	t.Fatalf("%s names no script", file)
	return a
}

// places are those of its files that match, sorted.
func (a again) places(pattern *regexp.Regexp) []string {
	var found []string
	for i, argument := range a.arguments {
		if place, _, _ := strings.Cut(argument, "="); i > 0 && a.arguments[i-1] == "--file" && pattern.MatchString(place) {
			found = append(found, place)
		}
	}
	slices.Sort(found)
	return found
}

// inRunfiles is where the file of an action lies for the test.
func inRunfiles(path string) string {
	found := inBazel.FindStringSubmatch(path)
	base := filepath.Join(os.Getenv("TEST_SRCDIR"), "_main")
	if found[1] != "" {
		base = os.Getenv("TEST_SRCDIR")
	}
	return filepath.Join(base, strings.TrimPrefix(path, found[0]))
}

// run runs it with more arguments, in a folder of its own with one processor, and returns the folder that it made and what
// it said.
func (a again) run(t *testing.T, more ...string) (out, said string, err error) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "İzmir, another folder")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	old := syscall.Umask(0o027)
	defer syscall.Umask(old)
	out = filepath.Join(dir, "out")
	arguments := append([]string{"web-build", "--out", out, "--env", "GOMAXPROCS=1", "--env", "UV_THREADPOOL_SIZE=1"}, a.arguments...)
	cmd := exec.Command(testenv.Path(t, "AKBUILD_AKBUILD"), append(append(append(arguments, more...), "--"), a.script...)...)
	cmd.Dir = dir
	cmd.Env = []string{"PATH=/usr/bin:/bin", "HOME=/nonexistent", "USER=somebody", "TZ=Asia/Kolkata", "LC_ALL=tr_TR.UTF-8", "TMPDIR=" + dir}
	var words bytes.Buffer
	cmd.Stdout, cmd.Stderr = &words, &words
	err = cmd.Run()
	return out, words.String(), err
}
