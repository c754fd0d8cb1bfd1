// Package tests_test builds the clients with Nix, as a user does, and compares them with those that Bazel built.
package tests_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"akbuild.internal/tools/testing/nixbuild"
	"akbuild.internal/tools/testing/testenv"
)

// checkout is a copy of what the expressions read: the test sees links, which Nix would keep as links.
var checkout = sync.OnceValues(func() (string, error) {
	from := os.Getenv("AKBUILD_CHECKOUT")
	to, err := os.MkdirTemp(os.Getenv("TEST_TMPDIR"), "checkout")
	if err != nil {
		return "", err
	}
	for _, part := range []string{"nix", "tools", "go.mod", "go.sum", "sample/uv.lock", "sample/pyproject.toml", "sample/packages"} {
		err := filepath.WalkDir(filepath.Join(from, part), func(file string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			rel, err := filepath.Rel(from, file)
			if err != nil {
				return err
			}
			content, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			place := filepath.Join(to, rel)
			if err := os.MkdirAll(filepath.Dir(place), 0o755); err != nil {
				return err
			}
			return os.WriteFile(place, content, 0o644)
		})
		if err != nil {
			return "", err
		}
	}
	return to, nil
})

// build builds an expression over the package set, which it knows as `set`, and returns the paths of its results.
func build(t *testing.T, expression string) ([]string, error) {
	t.Helper()
	if os.Getenv("AKBUILD_CHECKOUT") == "" {
		testenv.Absent(t, "AKBUILD_CHECKOUT is not set: run it with ./bazelw test //clients/tests:tests_test")
	}
	dir, err := checkout()
	if err != nil {
		t.Fatal(err)
	}
	return nixbuild.Build(t, dir, "-E", fmt.Sprintf(`let set = import ./nix { supplier = "registry"; }; in %s`, expression))
}

// mustBuild builds an expression that has one result.
func mustBuild(t *testing.T, expression string) string {
	t.Helper()
	paths, err := build(t, expression)
	if err != nil {
		t.Fatalf("building %s: %v", expression, err)
	}
	if len(paths) != 1 {
		t.Fatalf("building %s gave %q, want one path", expression, paths)
	}
	return paths[0]
}

func command(t *testing.T, dir, name string, arguments ...string) (string, error) {
	t.Helper()
	cmd := exec.Command(name, arguments...)
	cmd.Dir = dir
	// The store's own configuration; a home of the test's, since Nix keeps a cache of evaluations there.
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "LC_ALL=C.UTF-8"}
	var out, problem bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problem
	if err := cmd.Run(); err != nil {
		return "", errors.Join(err, errors.New(problem.String()))
	}
	return out.String(), nil
}
