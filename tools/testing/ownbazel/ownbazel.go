// Package ownbazel runs a Bazel of a test's own, on a workspace of its own, as the engine runs that of a user.
package ownbazel

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Workspace is where a Bazel works.
type Workspace struct {
	// Dir is the workspace: a checkout, or what has the engine's settings and registry at the same places.
	Dir string
	// Root is the folder of the server and all that it makes.
	Root string
	// Options are more of the startup options.
	Options []string
}

// Command is a call of Bazel, with variables added to a bare environment.
func (w *Workspace) Command(environ []string, args ...string) *exec.Cmd {
	engine := filepath.Join(w.Dir, "engine")
	startup := []string{
		"--nosystem_rc", "--nohome_rc", "--bazelrc=" + filepath.Join(engine, "engine.bazelrc"),
		// The outputs of a test lie below /tmp, where there can be no workers.
		"--bazelrc=" + filepath.Join(engine, "below-tmp.bazelrc"),
		"--output_user_root=" + w.Root, "--max_idle_secs=60",
	}
	cmd := exec.Command("bazel", append(append(startup, w.Options...), args...)...)
	cmd.Dir = w.Dir
	cmd.Env = append([]string{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=" + w.Root, "USER=somebody"}, environ...)
	return cmd
}

// Run runs Bazel and returns what it said.
func (w *Workspace) Run(environ []string, args ...string) (output string, err error) {
	cmd := w.Command(environ, args...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err = cmd.Run()
	return out.String(), err
}

// Must runs Bazel and fails the test if it fails.
func (w *Workspace) Must(t *testing.T, environ []string, args ...string) string {
	t.Helper()
	out, err := w.Run(environ, args...)
	if err != nil {
		t.Fatalf("bazel %s: %v\n%s", strings.Join(args, " "), err, Tail(out))
	}
	return out
}

// Tail is the end of what Bazel said.
func Tail(text string) string {
	lines := strings.Split(text, "\n")
	return strings.Join(lines[max(0, len(lines)-60):], "\n")
}
