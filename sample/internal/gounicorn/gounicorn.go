// Package gounicorn runs the Python core as a child of the server.
package gounicorn

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"

	log "github.com/sirupsen/logrus"
)

// stopGrace is how long the core may take to finish its requests; it is killed after that.
const stopGrace = 30 * time.Second

// EndedError says that the core ended by itself. Its code tells why: one of sysexits.h if it gave up.
type EndedError struct{ Code int }

func (e *EndedError) Error() string {
	return fmt.Sprintf("the core ended by itself with exit code %d; what it said last is the reason", e.Code)
}

// command is gunicorn, or Django's own server in debug mode.
func command(debug bool) []string {
	if debug {
		return []string{"./manage.py", "dev_server"}
	}
	return []string{"gunicorn", "-c", "./lifecycle/gunicorn.conf.py", "authentik.root.asgi:application"}
}

// Run runs the core until ctx ends, and then stops it.
func Run(ctx context.Context, debug bool) error {
	args := command(debug)
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.SysProcAttr = childAttributes()
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = stopGrace
	log.WithField("command", args).Info("starting core")
	err := cmd.Run()
	if ctx.Err() != nil {
		return nil
	}
	if exit := (*exec.ExitError)(nil); err == nil || errors.As(err, &exit) {
		return &EndedError{Code: cmd.ProcessState.ExitCode()}
	}
	return fmt.Errorf("starting the core: %w", err)
}
