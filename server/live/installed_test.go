// Package live runs what is built: the product, //server:authentik, with a real PostgreSQL. Most of what is asked of it the sample's
// own tests ask, which its interpreter runs.
package live

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"akbuild.internal/tools/product/postgres"
	"akbuild.internal/tools/testing/testenv"
)

// The variables by which BUILD.bazel hands over files.
const (
	manageFile    = "AKBUILD_TEST_MANAGE"
	sampleTest    = "AKBUILD_TEST_SAMPLE_TEST"
	schemaFile    = "AKBUILD_TEST_SCHEMA"
	schemathesis  = "AKBUILD_TEST_SCHEMATHESIS"
	devProgram    = "AKBUILD_TEST_DEV"
	suiteDeadline = 4 * time.Minute
)

// installed is the product as it is laid out.
type installed string

// builtTree is the one that was built. It is used where it lies: the test's own folder has a link for each of its files.
func builtTree(t *testing.T) installed {
	t.Helper()
	return installed(folderOf(t, manageFile))
}

// folderOf is the folder that a file really lies in.
func folderOf(t *testing.T, variable string) string {
	t.Helper()
	file, err := filepath.EvalSymlinks(testenv.Path(t, variable))
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Dir(file)
}

func (r installed) program(name string) string { return filepath.Join(string(r), "bin", name) }

// command is a program of the tree with an environment that has nothing of ours, and a deadline.
func (r installed) command(t *testing.T, dir string, environ []string, name string, args ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), suiteDeadline)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, r.program(name), args...)
	cmd.Dir = dir
	cmd.Env = append([]string{"PATH=" + filepath.Dir(r.program(name)) + ":/usr/bin:/bin"}, environ...)
	cmd.WaitDelay = 10 * time.Second
	return cmd
}

// output runs a command and returns what it prints to its standard output.
func output(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	var problem strings.Builder
	cmd.Stderr = &problem
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s%s", strings.Join(cmd.Args, " "), err, out, problem.String())
	}
	return strings.TrimSpace(string(out))
}

// home is a folder for what authentik leaves behind, and the environment that leads it there.
func home(t *testing.T) []string {
	t.Helper()
	// Short, because the path of a unix socket may have 107 bytes only.
	dir, err := os.MkdirTemp("/tmp", "akhome")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return []string{
		"HOME=" + dir, "TMPDIR=" + dir, "LANG=C.UTF-8", "AUTHENTIK_STORAGE__FILE__PATH=" + filepath.Join(dir, "data"),
		"AUTHENTIK_SECRET_KEY=not a secret, because only tests use this one, and it is long enough",
	}
}

// suite says which of the sample's tests to run, and how.
type suite struct {
	// tests names modules, classes or tests, such as tests.test_worker.
	tests []string
	// environ are variables, see sample/tests/tree.py.
	environ []string
}

var (
	ranTests    = regexp.MustCompile(`(?m)^Ran ([1-9]\d*) tests? in `)
	skippedTest = regexp.MustCompile(`(?m)^(\w+) \(.*\.\.\. skipped (.*)$`)
)

// run runs the tests with the tree's own interpreter and a database of their own. That nothing was run, or that something was skipped, is a failure too.
func (s suite) run(t *testing.T, r installed) {
	t.Helper()
	database, err := postgres.Run(t.Context(), postgres.Options{Programs: folderOf(t, testenv.Postgres)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := database.Close(); err != nil {
			t.Error(err)
		}
	})
	environ := append(append(home(t), database.Environ()...),
		"AKB_TREE="+string(r), "AKB_PYTHON="+r.program("python"), "PYTHONDONTWRITEBYTECODE=1")
	folder := filepath.Dir(filepath.Dir(testenv.Path(t, sampleTest)))
	cmd := r.command(t, folder, append(environ, s.environ...), "python", append([]string{"-m", "unittest", "-v", "--durations", "3"}, s.tests...)...)
	out, err := cmd.CombinedOutput()
	if err == nil && !ranTests.Match(out) {
		err = fmt.Errorf("no test was run")
	}
	if match := skippedTest.FindSubmatch(out); match != nil {
		err = fmt.Errorf("%s was skipped: %s", match[1], match[2])
	}
	if err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(s.tests, " "), err, out)
	}
	t.Logf("%s", out)
}
