// Package engine_test drives ./bazelw with programs in place of the ones that need a network or privileges.
package engine_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

func TestFirstUseMakesTheRootOnce(t *testing.T) {
	m := newMachine(t)
	out, problem, err := m.call(nil, "build", "//x")
	if err != nil {
		t.Fatalf("%v\n%s", err, problem)
	}
	want(t, "the output", out, "bazel build //x")
	want(t, "the progress", problem, "first use: making the engine")
	want(t, "the progress", problem, "downloading packages with apt")
	want(t, "the progress", problem, "engine ready")
	_, problem, err = m.call(nil, "build", "//x")
	if err != nil || problem != "" {
		t.Errorf("the second call says %q, %v; want nothing", problem, err)
	}
	if m.runs() != 1 {
		t.Errorf("the root was made %d times", m.runs())
	}
}

func TestKilledWhileMakingTheRoot(t *testing.T) {
	m := newMachine(t)
	cmd := m.command([]string{"FAKE_BOOTSTRAP=hang"}, "info")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for range 200 {
		if _, err := os.Stat(m.log + ".pid"); err == nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if err := syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	for _, root := range m.roots() {
		if !strings.HasPrefix(root, ".new") {
			t.Errorf("a half-made root has the final name %s", root)
		}
	}
	out, problem, err := m.call(nil, "info")
	if err != nil {
		t.Fatalf("the next call: %v\n%s", err, problem)
	}
	want(t, "the progress", problem, "removing what an interrupted call left")
	want(t, "the output", out, "entered ")
	if roots := m.roots(); len(roots) != 1 || strings.HasPrefix(roots[0], ".new") {
		t.Errorf("the roots are %q", roots)
	}
}

func TestTwoCallsAtOnce(t *testing.T) {
	m := newMachine(t)
	var group sync.WaitGroup
	for range 3 {
		group.Go(func() {
			out, problem, err := m.call([]string{"FAKE_BOOTSTRAP=slow"}, "info")
			if err != nil || !strings.Contains(out, "entered ") {
				t.Errorf("%v\n%s%s", err, out, problem)
			}
		})
	}
	group.Wait()
	if m.runs() != 1 {
		t.Errorf("the root was made %d times, want once", m.runs())
	}
}

func TestProblemsAreOneSentence(t *testing.T) {
	for _, test := range []struct {
		name    string
		environ []string
		want    string
	}{
		{"disk too small", []string{"FAKE_FREE=100"}, "has 100 MiB free and the engine needs 6000: free some, or set XDG_CACHE_HOME to another disk"},
		{"disk full on the way", []string{"FAKE_BOOTSTRAP=full"}, "the engine could not be made from Debian forky"},
		{"mirror unreachable", []string{"FAKE_APT=unreachable"}, "the Debian packages this machine is configured for cannot be reached: check the network"},
		{"no Debian mirror", []string{"FAKE_APT=no-mirror"}, "set AUTHENTIK_BUILD_DEBIAN_MIRROR"},
		{"unknown engine", []string{"AUTHENTIK_BUILD_ENGINE=docker"}, "AUTHENTIK_BUILD_ENGINE is 'docker', which is none of auto, host and root"},
		{"unknown size", []string{"AUTHENTIK_BUILD_DISK_CACHE=big"}, "AUTHENTIK_BUILD_DISK_CACHE is 'big', which is neither off nor a size such as 10G"},
		{"host engine without its programs", []string{"AUTHENTIK_BUILD_ENGINE=host"}, "needs bazel (>= 7.4) and nix-build on PATH"},
	} {
		t.Run(test.name, func(t *testing.T) {
			m := newMachine(t)
			_, problem, err := m.call(test.environ, "info")
			if err == nil {
				t.Error("the call succeeded")
			}
			want(t, "the message", problem, test.want)
			if roots := m.roots(); len(roots) != 0 {
				t.Errorf("left behind: %q", roots)
			}
			if _, problem, err := m.call(nil, "info"); err != nil {
				t.Errorf("the next call, with that mended: %v\n%s", err, problem)
			}
		})
	}
}

func TestExpiredReleaseFile(t *testing.T) {
	m := newMachine(t)
	out, problem, err := m.call([]string{"FAKE_BOOTSTRAP=expired"}, "info")
	if err != nil {
		t.Fatalf("%v\n%s", err, problem)
	}
	want(t, "the progress", problem, "past its Valid-Until date")
	want(t, "the output", out, "entered ")
	if m.runs() != 2 {
		t.Errorf("bootstrapped %d times, want a strict run and one without the check", m.runs())
	}
}

// TestTemporaryFilesElsewhere: the folder that the user has for temporary files is none of the root's.
func TestTemporaryFilesElsewhere(t *testing.T) {
	m := newMachine(t)
	out, problem, err := m.call([]string{"TMPDIR=" + t.TempDir()}, "info")
	if err != nil {
		t.Fatalf("%v\n%s", err, problem)
	}
	want(t, "the output", out, "entered ")
}

func TestNoDebianMachine(t *testing.T) {
	m := newMachine(t)
	if err := os.Remove(filepath.Join(m.checkout, "shims", "apt-get")); err != nil {
		t.Fatal(err)
	}
	_, problem, err := m.call(nil, "info")
	if err == nil {
		t.Error("the call succeeded")
	}
	want(t, "the message", problem, "'apt-get' is not on this machine")
}

func TestHostEngine(t *testing.T) {
	for _, test := range []struct {
		version string
		host    bool
	}{{"bazel 7.4.0", true}, {"bazel 8.1.1", true}, {"bazel 7.3.2", false}, {"bazel 4.2.3", false}, {"bazel no_version", false}} {
		t.Run(test.version, func(t *testing.T) {
			m := newMachine(t)
			m.installHostBazel(test.version, "echo \"host bazel: $*\"")
			out, problem, err := m.call(nil, "build", "//x")
			if err != nil {
				t.Fatalf("%v\n%s", err, problem)
			}
			if strings.Contains(out, "host bazel: ") != test.host {
				t.Errorf("with %s the output is %q", test.version, out)
			}
		})
	}
}

// Called from another folder, Bazel runs in the checkout, and a command that it runs can know the folder.
func TestHostEngineCalledFromElsewhere(t *testing.T) {
	m := newMachine(t)
	m.installHostBazel("bazel 8.1.1", "echo \"in $PWD from $AKB_CALLER\"")
	inside := filepath.Join(m.checkout, "tools")
	for folder, want := range map[string]string{inside: inside, m.cache: m.checkout} {
		cmd := m.command(nil, "run", "//x")
		cmd.Dir = folder
		output, err := cmd.CombinedOutput()
		if want := "in " + want + " from " + folder + "\n"; err != nil || !strings.HasSuffix(string(output), want) {
			t.Errorf("from %s: %q, %v, want %q", folder, output, err, want)
		}
	}
}

// In a worker's sandbox /tmp is empty: with its outputs there, Bazel runs without workers.
func TestOutputsBelowTmp(t *testing.T) {
	for cache, below := range map[string]bool{"/tmp": true, "/tmp/cache": true, "/tmpdir": false, "/home/somebody/.cache": false} {
		m := newMachine(t)
		m.installHostBazel("bazel 8.1.1", "echo \"host bazel: $*\"")
		out, problem, err := m.call([]string{"XDG_CACHE_HOME=" + cache}, "build", "//x")
		if err != nil {
			t.Fatalf("%v\n%s", err, problem)
		}
		if got := strings.Contains(out, "below-tmp.bazelrc"); got != below {
			t.Errorf("with the cache in %s Bazel is called as %q", cache, out)
		}
	}
}

func TestExecNeedsACommand(t *testing.T) {
	m := newMachine(t)
	_, problem, err := m.call(nil, "exec", "--")
	if err == nil {
		t.Error("the call succeeded")
	}
	want(t, "the message", problem, "no command was given to run in the engine")
}
