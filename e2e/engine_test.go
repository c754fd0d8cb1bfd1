// Package e2e builds the product as a user would: with a Bazel of its own on a copy of the checkout, in a network
// namespace with no network.
package e2e

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"akbuild.internal/tools/cache/execlog"
	"akbuild.internal/tools/testing/ownbazel"
	"akbuild.internal/tools/testing/testenv"
)

// workspace is a copy of the checkout and a Bazel for it.
type workspace struct {
	t    *testing.T
	dir  string
	root string
	log  string
}

// offline moves this test, and every process it starts from now on, into a network namespace with only a loopback
// device. The thread is never given back, so no other test runs in it.
func offline(t *testing.T) {
	t.Helper()
	runtime.LockOSThread()
	if err := syscall.Unshare(syscall.CLONE_NEWNET); err != nil {
		t.Fatalf("opening a network namespace: %v", err)
	}
	if out, err := exec.Command("ip", "link", "set", "lo", "up").CombinedOutput(); err != nil {
		t.Fatalf("ip link set lo up: %v\n%s", err, out)
	}
}

func newWorkspace(t *testing.T) *workspace {
	t.Helper()
	from := os.Getenv("AKBUILD_CHECKOUT")
	if from == "" {
		testenv.Absent(t, "AKBUILD_CHECKOUT is not set: run it with ./bazelw test //e2e:e2e_test")
	}
	w := &workspace{t: t, dir: filepath.Join(t.TempDir(), "another-name"), root: filepath.Join(t.TempDir(), "bazel")}
	w.log = filepath.Join(t.TempDir(), "execution.json")
	err := filepath.WalkDir(from, func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(from, file)
		if err != nil {
			return err
		}
		info, err := os.Stat(file)
		if err != nil {
			return err
		}
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		to := filepath.Join(w.dir, strings.TrimSuffix(rel, ".src"))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		return os.WriteFile(to, content, info.Mode())
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// bazel runs Bazel in the copy with variables added to a bare environment. No client is made by a worker here (ownbazel), and the
// bytes must be those that workers gave outside.
func (w *workspace) bazel(environ []string, args ...string) (output string, err error) {
	return (&ownbazel.Workspace{Dir: w.dir, Root: w.root}).Run(environ, args...)
}

// must runs Bazel and fails the test if it fails.
func (w *workspace) must(environ []string, args ...string) {
	w.t.Helper()
	if out, err := w.bazel(environ, args...); err != nil {
		w.t.Fatalf("bazel %s: %v\n%s", strings.Join(args, " "), err, tail(out))
	}
}

func tail(text string) string { return ownbazel.Tail(text) }

// digest is what the product's folder holds.
func digest(t *testing.T, dir string) string {
	t.Helper()
	lines := ownbazel.Digest(t, dir)
	if count := strings.Count(lines, "\n"); count < 10_000 {
		t.Fatalf("%s holds %d files", dir, count)
	}
	return lines
}

func differences(one, other string) string { return ownbazel.Differences(one, other) }

// spawns are the actions of the build whose log was written last.
func (w *workspace) spawns(t *testing.T) []execlog.Spawn {
	t.Helper()
	spawns, err := execlog.Spawns(w.log)
	if err != nil {
		t.Fatal(err)
	}
	return spawns
}
