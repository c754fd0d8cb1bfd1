// Package hidden keeps the user's files from tests that Bazel's sandbox cannot hold, since they run Bazel or Nix themselves.
package hidden

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

const (
	// views is where the engine says what sandboxes see in place of a folder: engine/views.sh.
	views = "/run/authentik-build/views.bazelrc"
	// done is set where the folders are hidden already.
	done = "AKBUILD_HIDDEN"
	// nixBuilds is where Nix builds: in a sandbox it is empty, and here it is the test's own.
	nixBuilds = "/nix/var/nix/builds"
)

// Main is for TestMain. It runs the tests in a mount namespace that shows of the host's folders what sandboxed steps see, with
// a /tmp of its own. They can still write to the Nix store and reach the network. Where there are no views, on the host's own
// Bazel or with plain `go test`, it just runs them.
func Main(m *testing.M) {
	if os.Getenv(done) == "" {
		if _, err := os.Stat(views); err == nil {
			if err := hide(); err != nil {
				fmt.Fprintln(os.Stderr, "hiding the user's files from the tests:", err)
				os.Exit(1)
			}
		}
	}
	os.Exit(m.Run())
}

// hide starts this program again with the folders hidden; it returns only an error.
func hide() error {
	pairs, err := mountPairs()
	if err != nil {
		return err
	}
	program, err := os.Executable()
	if err != nil {
		return err
	}
	folder, err := os.Getwd()
	if err != nil {
		return err
	}
	// The namespace is one of this thread, and so of the program that it becomes.
	runtime.LockOSThread()
	if err := syscall.Unshare(syscall.CLONE_NEWNS); err != nil {
		return err
	}
	if err := syscall.Mount("", "/", "", syscall.MS_SLAVE|syscall.MS_REC, ""); err != nil {
		return err
	}
	for _, pair := range pairs {
		if err := syscall.Mount(pair[0], pair[1], "", syscall.MS_BIND|syscall.MS_REC, ""); err != nil {
			return fmt.Errorf("mounting %s on %s: %w", pair[0], pair[1], err)
		}
	}
	// Nix gives each builder a terminal.
	if err := syscall.Mount("devpts", "/dev/pts", "devpts", 0, "newinstance,ptmxmode=0666,mode=620"); err != nil {
		return fmt.Errorf("mounting /dev/pts: %w", err)
	}
	if err := os.Chdir(folder); err != nil {
		return err
	}
	return syscall.Exec(program, os.Args, append(os.Environ(), done+"=yes"))
}

// mountPairs are what to mount where: the views, and new folders for /tmp and for what Nix builds meanwhile.
func mountPairs() ([][2]string, error) {
	file, err := os.Open(views)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var pairs [][2]string
	for lines := bufio.NewScanner(file); lines.Scan(); {
		_, pair, found := strings.Cut(strings.TrimSuffix(lines.Text(), "\""), "--sandbox_add_mount_pair=")
		source, target, both := strings.Cut(pair, ":")
		if !found || !both {
			return nil, fmt.Errorf("%s: the line %q names no mount", views, lines.Text())
		}
		if target != nixBuilds {
			pairs = append(pairs, [2]string{source, target})
		}
	}
	// Where Bazel's outputs lie below /tmp, the test itself does.
	scratch := os.Getenv("TEST_TMPDIR")
	if scratch == "" || strings.HasPrefix(scratch, "/tmp/") {
		return pairs, nil
	}
	for target, mode := range map[string]os.FileMode{nixBuilds: 0o755, "/tmp": 0o777 | os.ModeSticky} {
		own, err := os.MkdirTemp(scratch, "own")
		if err != nil {
			return nil, err
		}
		if err := os.Chmod(own, mode); err != nil {
			return nil, err
		}
		pairs = append(pairs, [2]string{own, target})
	}
	return pairs, nil
}
