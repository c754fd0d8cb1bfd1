package lint

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/testenv"
)

// runfile finds a file that BUILD.bazel hands over in an environment variable.
func runfile(t *testing.T, variable string) string {
	t.Helper()
	value := os.Getenv(variable)
	if value == "" {
		testenv.Absent(t, "%s is not set: run it with ./bazelw test //tools/lint:lint_test", variable)
	}
	path, err := filepath.Abs(value)
	if err != nil {
		t.Fatal(err)
	}
	if path, err = filepath.EvalSymlinks(path); err != nil {
		t.Fatalf("%s names %s: %v", variable, value, err)
	}
	return path
}

// checkout is the folder with the files of the checkout, BUILD.bazel files as BUILD.bazel.src.
func checkout(t *testing.T) string {
	t.Helper()
	if os.Getenv("AKBUILD_LINT_CHECKOUT") == "" {
		testenv.Absent(t, "AKBUILD_LINT_CHECKOUT is not set: run it with ./bazelw test //tools/lint:lint_test")
	}
	root, err := filepath.Abs(os.Getenv("AKBUILD_LINT_CHECKOUT"))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// visit calls f with the path in the checkout and the content of each file that want takes.
func visit(t *testing.T, want func(path string) bool, f func(path, file string, content []byte)) {
	t.Helper()
	root := checkout(t)
	seen := 0
	err := filepath.WalkDir(root, func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		path := strings.TrimSuffix(filepath.ToSlash(rel), ".src")
		if !want(path) {
			return nil
		}
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		seen++
		f(path, file, content)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen == 0 {
		t.Fatal("no file was looked at: the checkout does not reach the test")
	}
}

// testdata says whether a path lies in a folder of inputs for tests, which may be wrong on purpose.
func testdata(path string) bool {
	return strings.Contains(path, "/testdata/")
}
