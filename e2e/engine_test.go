// Package e2e builds the product as a user would: with a Bazel of its own on a copy of the checkout, in a network
// namespace with no network.
package e2e

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"akbuild.internal/tools/base/tree"
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

// bazel runs Bazel in the copy with variables added to a bare environment.
func (w *workspace) bazel(environ []string, args ...string) (output string, err error) {
	startup := []string{
		"--nosystem_rc", "--nohome_rc", "--bazelrc=" + filepath.Join(w.dir, "tools", "engine", "engine.bazelrc"),
		// The outputs lie below /tmp. So no client is made by a worker here, and the bytes must be those that workers gave outside.
		"--bazelrc=" + filepath.Join(w.dir, "tools", "engine", "below-tmp.bazelrc"),
		"--output_user_root=" + w.root, "--max_idle_secs=60",
	}
	cmd := exec.Command("bazel", append(startup, args...)...)
	cmd.Dir = w.dir
	cmd.Env = append([]string{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=" + w.root, "USER=somebody"}, environ...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err = cmd.Run()
	return out.String(), err
}

// must runs Bazel and fails the test if it fails.
func (w *workspace) must(environ []string, args ...string) {
	w.t.Helper()
	if out, err := w.bazel(environ, args...); err != nil {
		w.t.Fatalf("bazel %s: %v\n%s", strings.Join(args, " "), err, tail(out))
	}
}

func tail(text string) string {
	lines := strings.Split(text, "\n")
	return strings.Join(lines[max(0, len(lines)-60):], "\n")
}

// digest is a line "mode hash path" for each file below a folder, through links.
func digest(t *testing.T, dir string) string {
	t.Helper()
	files, err := tree.List(dir, tree.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 10_000 {
		t.Fatalf("%s holds %d files", dir, len(files))
	}
	var lines strings.Builder
	for _, file := range files {
		info, err := os.Stat(file.Path)
		if err != nil {
			t.Fatal(err)
		}
		content, err := os.ReadFile(file.Path)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&lines, "%t %x %s\n", info.Mode()&0o100 != 0, sha256.Sum256(content), file.Rel)
	}
	return lines.String()
}

// differences are the lines that only one of two digests has, the first of them.
func differences(one, other string) string {
	var found []string
	for _, pair := range [][2]string{{one, other}, {other, one}} {
		has := map[string]bool{}
		for line := range strings.SplitSeq(pair[1], "\n") {
			has[line] = true
		}
		for line := range strings.SplitSeq(pair[0], "\n") {
			if !has[line] && len(found) < 40 {
				found = append(found, line)
			}
		}
	}
	return strings.Join(found, "\n")
}
