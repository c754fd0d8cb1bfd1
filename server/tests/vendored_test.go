// Package tests checks the chosen source as a Go developer would: with the go command alone, in a tree whose vendor
// folder holds the generated client.
package tests

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/product/postgres"
	"akbuild.internal/tools/testing/testenv"
)

// path finds what BUILD.bazel hands over in an environment variable.
func path(t *testing.T, variable string) string {
	t.Helper()
	value := os.Getenv(variable)
	if value == "" {
		testenv.Absent(t, "%s is not set: run it with ./bazelw test //server/tests:all", variable)
	}
	p, err := filepath.Abs(value)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// copyTree copies the files below from, links resolved, without Bazel's own.
func copyTree(t *testing.T, from, to string) int {
	t.Helper()
	n := 0
	err := filepath.WalkDir(from, func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(from, file)
		if err != nil || filepath.Base(rel) == "BUILD.bazel" {
			return err
		}
		info, err := os.Stat(file)
		if err != nil {
			return err
		}
		if info.IsDir() {
			n += copyTree(t, file, filepath.Join(to, rel))
			return nil
		}
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		n++
		if err := os.MkdirAll(filepath.Dir(filepath.Join(to, rel)), 0o755); err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), content, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestVendoredTree builds, vets and tests the tree with its line's go command, offline and with an empty cache. The published
// client cannot be downloaded here, so all of it rests on the overlay; where the client lies in the tree, the vendor folder does, too.
func TestVendoredTree(t *testing.T) {
	goFile, err := filepath.EvalSymlinks(path(t, "AKBUILD_GO_ROOT_FILE"))
	if err != nil {
		t.Fatal(err)
	}
	tree, scratch := t.TempDir(), t.TempDir()
	if n := copyTree(t, filepath.Dir(path(t, "AKBUILD_SOURCE_GO_MOD")), tree); n < 20 {
		t.Fatalf("the source has %d files", n)
	}
	client, vendor := "goauthentik.io/api/v3", filepath.Join(filepath.Dir(path(t, "AKBUILD_SOURCE_GO_MOD")), "vendor")
	if folder := os.Getenv("AKBUILD_CLIENT_IN_TREE"); folder != "" {
		client = "./" + folder
	} else {
		vendor = path(t, "AKBUILD_VENDOR")
	}
	if n := copyTree(t, vendor, filepath.Join(tree, "vendor")); n < 2000 {
		t.Fatalf("the vendor folder has %d files", n)
	}
	goBin := filepath.Join(filepath.Dir(goFile), "bin", "go")
	programs, err := filepath.EvalSymlinks(path(t, testenv.Postgres))
	if err != nil {
		t.Fatal(err)
	}
	// One of the tests wants a real database.
	database, err := postgres.Run(t.Context(), postgres.Options{Programs: filepath.Dir(programs)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := database.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, args := range [][]string{
		{"build", "./..."},
		{"vet", client, "./..."},
		{"test", "./..."},
	} {
		cmd := exec.Command(goBin, args...)
		cmd.Dir = tree
		cmd.Env = []string{
			"PATH=" + filepath.Dir(goBin) + ":" + os.Getenv("PATH"), "HOME=" + scratch, "TMPDIR=" + scratch, "GOCACHE=" + filepath.Join(scratch, "cache"),
			"GOMODCACHE=" + filepath.Join(scratch, "mod"), "GOFLAGS=-mod=vendor -trimpath", "GOPROXY=off", "GOTOOLCHAIN=local", "GOENV=off",
			"GOTELEMETRY=off", "CGO_ENABLED=0", "GOWORK=off", "LC_ALL=C.UTF-8",
			"AUTHENTIK_TEST_POSTGRES_HOST=" + database.Folder,
		}
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		if err := cmd.Run(); err != nil {
			t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out.String())
		}
	}
}
