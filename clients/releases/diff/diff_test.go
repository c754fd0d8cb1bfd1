// Package diff_test runs akbuild as a user does, with nothing but the names of releases.
package diff_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/testenv"
)

// akbuild runs the program of //:akbuild and returns what it printed on its two outputs, and its status.
func akbuild(t *testing.T, arguments ...string) (string, string, int) {
	t.Helper()
	program := os.Getenv("AKBUILD")
	if program == "" {
		testenv.Absent(t, "AKBUILD is not set: run it with ./bazelw test //clients/releases/diff:diff_test")
	}
	program, err := filepath.Abs(filepath.Join(os.Getenv("TEST_SRCDIR"), "_main", program))
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, arguments...)
	cmd.Dir = t.TempDir()
	cmd.Env = []string{"RUNFILES_DIR=" + os.Getenv("TEST_SRCDIR")}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err = cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()
}

func TestReleasesByName(t *testing.T) {
	told, problem, status := akbuild(t, "api-diff", "2026.5.6", "2026.8.3")
	if status != 0 || problem != "" || !strings.Contains(told, "2026.5.6") || !strings.Contains(told, "2026.8.3") || strings.Count(told, "\n") < 100 {
		t.Errorf("status %d, %s\n%.2000s", status, problem, told)
	}
	again, problem, status := akbuild(t, "api-diff", "2026.5.6", "2026.8.3", "--fail-on-breaking")
	if status != 1 || problem != "" || again != told {
		t.Errorf("with breaking changes that are to fail: status %d, %s", status, problem)
	}
	if _, problem, status := akbuild(t, "api-diff", "2026.8.3", "2026.8.3", "--fail-on-breaking"); status != 0 || problem != "" {
		t.Errorf("a release and itself: status %d, %s", status, problem)
	}
}

func TestUnknownRelease(t *testing.T) {
	_, problem, status := akbuild(t, "api-diff", "2026.5.5", "2026.8.3")
	if status != 1 || strings.Count(problem, "\n") != 1 || !strings.HasPrefix(problem, "akbuild: unknown release 2026.5.5: nearest in ") || !strings.HasSuffix(problem, ": 2026.5.4 and 2026.5.6\n") {
		t.Errorf("status %d, %s", status, problem)
	}
}
