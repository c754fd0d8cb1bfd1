package reproducible

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"akbuild.internal/tools/testing/testenv"
)

// file is the absolute path that BUILD.bazel hands over in a variable.
func file(t *testing.T, variable string) string {
	t.Helper()
	value := os.Getenv(variable)
	if value == "" {
		testenv.Absent(t, "%s is not set: run it with ./bazelw test //backend/tests/...", variable)
	}
	path, err := filepath.Abs(value)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// elsewhere runs akbuild as another person would, on another machine, in ten years.
type elsewhere struct {
	dir, python string
}

// otherClock starts an interpreter that takes it for 2035.
const otherClock = `#!/bin/sh
LD_PRELOAD=/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1 FAKETIME='@2035-02-03 04:05:06' TZ=Asia/Kolkata
export LD_PRELOAD FAKETIME TZ
exec @PYTHON@ "$@"
`

func newElsewhere(t *testing.T) elsewhere {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "İstanbul, another folder")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	e := elsewhere{dir: dir, python: filepath.Join(dir, filepath.Base(file(t, "AKBUILD_PYTHON")))}
	script := strings.ReplaceAll(otherClock, "@PYTHON@", file(t, "AKBUILD_PYTHON"))
	if err := os.WriteFile(e.python, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	old := syscall.Umask(0o027)
	t.Cleanup(func() { syscall.Umask(old) })
	return e
}

func (e elsewhere) path(name string) string { return filepath.Join(e.dir, name) }

// akbuild runs it with arguments in which "python" is the interpreter with the other clock.
func (e elsewhere) akbuild(t *testing.T, args ...string) {
	t.Helper()
	cmd := exec.Command(file(t, "AKBUILD_AKBUILD"), args...)
	cmd.Dir = e.dir
	cmd.Env = []string{"PATH=/usr/bin:/bin", "HOME=/nonexistent", "USER=somebody", "TZ=Asia/Kolkata", "LC_ALL=tr_TR.UTF-8", "TMPDIR=" + e.dir, "PYTHONHASHSEED=77"}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("akbuild %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}
