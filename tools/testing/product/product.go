// Package product starts what is built, //server:authentik, for tests that take parts of it away: a database, and server and worker
// apart, none of them as root, from a tree that nobody can write to.
package product

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"akbuild.internal/tools/product/notroot"
	"akbuild.internal/tools/product/postgres"
	"akbuild.internal/tools/product/processes"
	"akbuild.internal/tools/testing/testenv"
)

// The variables by which a BUILD file hands over files: the product's manage.py, and which source it was built from.
const (
	manageFile     = "AKBUILD_TEST_MANAGE"
	sourceVariable = "AKBUILD_TEST_SOURCE"
)

// What the first administrator has, once the worker has run.
const (
	User     = "akadmin"
	Password = "let me in, please"
	Token    = "a-token-that-only-tests-use-and-it-is-long-enough"
)

// Sample says whether the product was built from the sample, which does less than authentik.
func Sample(t testing.TB) bool {
	t.Helper()
	switch source := os.Getenv(sourceVariable); source {
	case "sample", "authentik":
		return source == "sample"
	default:
		testenv.Absent(t, "%s is %q, it should be sample or authentik", sourceVariable, source)
		return false
	}
}

// Tree is the folder of the product that was built.
func Tree(t testing.TB) string {
	t.Helper()
	return folderOf(t, manageFile)
}

// folderOf is the folder that a file really lies in.
func folderOf(t testing.TB, variable string) string {
	t.Helper()
	file, err := filepath.EvalSymlinks(testenv.Path(t, variable))
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Dir(file)
}

// thirdParty has most of the product's files; a copy of the sample links it.
const thirdParty = "site/third-party"

// ReadOnlyCopy is a copy of the product that nobody can write to. A copy of all 50,000 files takes a minute: of the sample, which tests
// are often run on, most third-party files are linked. Bazel's sandbox lets nobody write to these either.
func ReadOnlyCopy(t testing.TB) string {
	t.Helper()
	// Not t.TempDir(), which cannot be removed then.
	dir, err := os.MkdirTemp(os.Getenv("TEST_TMPDIR"), "product")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("/bin/sh", "-c", `chmod -R u+w "$1" && rm -r "$1"`, "sh", dir).CombinedOutput(); err != nil {
			t.Errorf("removing the copy of the product: %v: %s", err, out)
		}
	})
	tree := filepath.Join(dir, "authentik")
	for _, part := range parts(t, Tree(t)) {
		to := filepath.Join(tree, part)
		err := os.MkdirAll(filepath.Dir(to), 0o755)
		if err == nil && part == thirdParty && Sample(t) {
			err = os.Symlink(filepath.Join(Tree(t), part), to)
		} else if err == nil {
			var out []byte
			out, err = exec.CommandContext(t.Context(), "cp", "-rL", filepath.Join(Tree(t), part), to).CombinedOutput()
			err = withOutput(err, out)
		}
		if err != nil {
			t.Fatalf("copying %s of the product: %v", part, err)
		}
	}
	if out, err := exec.CommandContext(t.Context(), "chmod", "-R", "a-w", tree).CombinedOutput(); err != nil {
		t.Fatalf("taking the right to write from the copy of the product: %v: %s", err, out)
	}
	return tree
}

// parts are the names in the product's folder, and those in its folder site/ in place of that.
func parts(t testing.TB, tree string) []string {
	t.Helper()
	var found []string
	for _, pattern := range []string{"*", "site/*"} {
		matches, err := filepath.Glob(filepath.Join(tree, pattern))
		if err != nil || len(matches) == 0 {
			t.Fatalf("the product has no %s: %v", pattern, err)
		}
		for _, match := range matches {
			if rel, _ := filepath.Rel(tree, match); rel != "site" {
				found = append(found, rel)
			}
		}
	}
	return found
}

func withOutput(err error, out []byte) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%w: %s", err, out)
}

// Product is an authentik with a database, of which parts can run.
type Product struct {
	// Tree is its folder; Home another one, for what it leaves behind.
	Tree, Home string
	// Database is its PostgreSQL, which runs.
	Database *postgres.Server
	// Address is where the server listens.
	Address string

	// test is the one that made it: parts end with that.
	test testing.TB
}

// New makes one whose parts do not run yet. When the test ends nothing is left of it.
func New(t testing.TB, tree string) *Product {
	t.Helper()
	if err := processes.AdoptOrphans(); err != nil {
		t.Fatal(err)
	}
	// Short, because the path of a unix socket may have 107 bytes only.
	home, err := os.MkdirTemp("/tmp", "akhome")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(home); err != nil {
			t.Error(err)
		}
	})
	database, err := postgres.Run(t.Context(), postgres.Options{Programs: folderOf(t, testenv.Postgres)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := database.Close(); err != nil {
			t.Error(err)
		}
	})
	return &Product{Tree: tree, Home: home, Database: database, Address: FreeAddress(t), test: t}
}

// Environ is the environment of each part.
func (p *Product) Environ() []string {
	return append(p.Database.Environ(),
		"PATH="+filepath.Join(p.Tree, "bin")+":/usr/bin:/bin", "HOME="+p.Home, "LANG=C.UTF-8",
		"AUTHENTIK_SECRET_KEY=not a secret, because only tests use this one, and it is long enough",
		"AUTHENTIK_BOOTSTRAP_PASSWORD="+Password, "AUTHENTIK_BOOTSTRAP_TOKEN="+Token,
		"AUTHENTIK_STORAGE__FILE__PATH="+filepath.Join(p.Home, "data"),
		"AUTHENTIK_DISABLE_UPDATE_CHECK=true", "AUTHENTIK_DISABLE_STARTUP_ANALYTICS=true", "AUTHENTIK_ERROR_REPORTING__ENABLED=false")
}

// Command is a program of the product, as its parts are started: not as root. Variables that are given twice are those given last.
func (p *Product) Command(t testing.TB, environ []string, name string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), filepath.Join(p.Tree, "bin", name), args...)
	cmd.Dir = p.Home
	cmd.Env = append(p.Environ(), environ...)
	notroot.Apply(cmd)
	return cmd
}
