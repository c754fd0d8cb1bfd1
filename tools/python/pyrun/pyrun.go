// Package pyrun runs small Python programs of ours in an interpreter that knows nothing of its surroundings: no
// environment, no user's packages, no site, no working directory on its path.
package pyrun

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"akbuild.internal/tools/base/said"
	"akbuild.internal/tools/base/tree"
)

// Script is a program to run.
type Script struct {
	// Python is the interpreter.
	Python string
	// Source is the program.
	Source string
	// Args are its arguments.
	Args []string
	// Stdin is what it reads.
	Stdin []byte
	// Dir is its working directory; empty for ours.
	Dir string
	// Environ are variables beside the fixed ones.
	Environ []string
}

// SourceDate is the time that everything gets which cannot do without one: the earliest that a zip archive can hold.
const SourceDate = "315532800"

// environ is what every program gets. Hashes of strings would be different in each process without PYTHONHASHSEED.
var environ = []string{
	"LC_ALL=C.UTF-8", "PATH=/usr/local/bin:/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE=1", "PYTHONHASHSEED=0",
	"PYTHONUTF8=1", "SOURCE_DATE_EPOCH=" + SourceDate, "TZ=UTC",
}

// Run runs the program; if it fails, the error holds the last line that it said.
func Run(ctx context.Context, s Script) error {
	var said bytes.Buffer
	return s.run(ctx, &said, &said)
}

// Output runs the program and returns what it wrote to its standard output.
func Output(ctx context.Context, s Script) ([]byte, error) {
	var out, said bytes.Buffer
	err := s.run(ctx, &out, &said)
	return out.Bytes(), err
}

func (s Script) run(ctx context.Context, stdout, stderr *bytes.Buffer) error {
	python, err := filepath.Abs(s.Python)
	if err == nil {
		_, err = os.Stat(python)
	}
	if err != nil {
		return fmt.Errorf("starting the interpreter %s: %w", s.Python, tree.Reason(err))
	}
	// -I would do all of this, and ignore the environment too.
	cmd := exec.CommandContext(ctx, python, append([]string{"-S", "-s", "-P", "-c", s.Source}, s.Args...)...)
	cmd.Dir = s.Dir
	cmd.Env = append(environ[:len(environ):len(environ)], s.Environ...)
	cmd.Stdin = bytes.NewReader(s.Stdin)
	cmd.Stdout, cmd.Stderr = stdout, stderr
	if err := cmd.Run(); err != nil {
		if last := said.LastLine(stderr.String()); last != "" {
			return fmt.Errorf("%s said: %s", filepath.Base(s.Python), last)
		}
		return fmt.Errorf("running %s: %w", s.Python, err)
	}
	return nil
}
