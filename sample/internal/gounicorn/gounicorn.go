// Package gounicorn runs the Python core as a child of the server.
package gounicorn

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	log "github.com/sirupsen/logrus"

	"goauthentik.io/internal/common"
)

// ErrNotInstalled says that there is no gunicorn to run.
var ErrNotInstalled = errors.New("gunicorn is not on PATH")

// GaveUpError says that the core ended because it cannot work as things are: to start it again would not help.
type GaveUpError struct {
	// Code is the core's exit code: one of sysexits.h.
	Code int
}

func (e *GaveUpError) Error() string {
	return fmt.Sprintf("the core gave up with exit code %d; what it said last is the reason", e.Code)
}

// gaveUp are the exit codes by which the core says so (lifecycle/wait_for_db.py, lifecycle/gunicorn.conf.py): the database
// cannot be reached, or refuses us, or the configuration lacks something.
var gaveUp = []int{69, 77, 78}

const (
	// stopGrace is how long the core may take to finish its requests; it is killed after that.
	stopGrace = 30 * time.Second
	// A core that ran for this long had started properly: it is started again without delay.
	healthyAfter = time.Minute
	minDelay     = time.Second
	maxDelay     = 30 * time.Second
)

// GoUnicorn is the core's parent.
type GoUnicorn struct {
	log     *log.Entry
	command []string
	pidDir  string
	pidFile string
	delay   time.Duration
}

// New prepares to run the core: gunicorn, or Django's own server in debug mode.
func New(debug bool) (*GoUnicorn, error) {
	dir, err := os.MkdirTemp("", "authentik-gunicorn-")
	if err != nil {
		return nil, fmt.Errorf("making a folder for gunicorn's pid file: %w", err)
	}
	g := &GoUnicorn{
		log:     common.Logger("router.unicorn"),
		pidDir:  dir,
		pidFile: filepath.Join(dir, "gunicorn.pid"),
		delay:   minDelay,
	}
	if debug {
		g.command = []string{"./manage.py", "dev_server"}
	} else {
		g.command = []string{
			"gunicorn", "-c", "./lifecycle/gunicorn.conf.py", "authentik.root.asgi:application", "--pid", g.pidFile,
		}
	}
	return g, nil
}

// Run keeps the core running until ctx ends, and then stops it. It returns ErrNotInstalled if there is nothing to run, and
// a GaveUpError if the core gives up.
func (g *GoUnicorn) Run(ctx context.Context) error {
	defer func() { _ = os.RemoveAll(g.pidDir) }()
	program, err := exec.LookPath(g.command[0])
	if err != nil {
		if g.command[0] == "gunicorn" {
			return ErrNotInstalled
		}
		return fmt.Errorf("looking for %s: %w", g.command[0], err)
	}
	for {
		started := time.Now()
		err := g.once(ctx, program)
		if ctx.Err() != nil {
			g.log.Info("core stopped")
			return nil
		}
		if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && slices.Contains(gaveUp, exit.ExitCode()) {
			return &GaveUpError{Code: exit.ExitCode()}
		}
		if time.Since(started) > healthyAfter {
			g.delay = minDelay
		}
		g.log.WithError(err).WithField("delay", g.delay.String()).Error("core ended by itself, starting it again")
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(g.delay):
		}
		g.delay = min(2*g.delay, maxDelay)
	}
}

// once runs the core until it ends or ctx does.
func (g *GoUnicorn) once(ctx context.Context, program string) error {
	cmd := exec.CommandContext(ctx, program, g.command[1:]...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.SysProcAttr = childAttributes()
	cmd.Cancel = func() error {
		g.log.Info("stopping core")
		return cmd.Process.Signal(syscall.SIGTERM)
	}
	cmd.WaitDelay = stopGrace
	g.log.WithField("command", strings.Join(g.command, " ")).Info("starting core")
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("running %s: %w", g.command[0], err)
	}
	return fmt.Errorf("running %s: it ended with exit code 0", g.command[0])
}

// Reload makes gunicorn start new workers with the configuration as it is now.
func (g *GoUnicorn) Reload() error {
	raw, err := os.ReadFile(g.pidFile)
	if err != nil {
		return fmt.Errorf("reading gunicorn's pid file: %w", err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(raw)))
	if err != nil {
		return fmt.Errorf("reading gunicorn's pid file %s: it holds no number", g.pidFile)
	}
	if err := syscall.Kill(pid, syscall.SIGHUP); err != nil {
		return fmt.Errorf("telling gunicorn (pid %d) to reload: %w", pid, err)
	}
	return nil
}
