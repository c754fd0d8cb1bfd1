package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"akbuild.internal/tools/postgres"
)

// stopTimeout is how long a part may take to end: the server waits for requests under way.
const stopTimeout = 45 * time.Second

// loginFlow answers when everything is there: server, core, database, and what blueprints make.
const loginFlow = "/api/v3/flows/executor/default-authentication-flow/?query="

// options are what is run, and how.
type options struct {
	// core, server and postgres are folders: the tree of the Python core, the bundle of the Go server, PostgreSQL's programs.
	core, server, postgres string
	// http and https are where the server listens.
	http, https string
	// password is that of the first administrator.
	password string
}

// run runs everything until it is told to end, or one part ends by itself. What the parts say goes to stderr.
func run(ctx context.Context, o options, stdout io.Writer, stderr *os.File) (err error) {
	database, err := postgres.Run(ctx, postgres.Options{Programs: o.postgres})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	// Short, because the path of a unix socket may have 107 bytes only.
	home, err := os.MkdirTemp("/tmp", "aktry")
	if err != nil {
		return fmt.Errorf("making a folder for authentik: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(home)) }()
	if o.password == "" {
		o.password = rand.Text()
	}
	environ := append(database.Environ(),
		"PATH="+filepath.Join(o.core, "bin")+":"+filepath.Join(o.server, "bin")+":/usr/bin:/bin", "HOME="+home, "LANG=C.UTF-8",
		"AUTHENTIK_SECRET_KEY="+rand.Text()+rand.Text(), "AUTHENTIK_STORAGE__FILE__PATH="+filepath.Join(home, "data"),
		"AUTHENTIK_LISTEN__HTTP="+o.http, "AUTHENTIK_LISTEN__HTTPS="+o.https, "AUTHENTIK_LISTEN__METRICS=",
		"AUTHENTIK_BOOTSTRAP_PASSWORD="+o.password)
	group, ctx := errgroup.WithContext(ctx)
	for _, part := range []string{"worker", "server"} {
		// A folder each: both leave a file there that says what runs.
		temp := filepath.Join(home, part)
		if err := os.Mkdir(temp, 0o700); err != nil {
			return fmt.Errorf("making a folder for the %s: %w", part, err)
		}
		cmd := exec.CommandContext(ctx, filepath.Join(o.core, "bin", "ak"), part)
		cmd.Dir, cmd.Env = home, append([]string{"TMPDIR=" + temp}, environ...)
		cmd.Stdout, cmd.Stderr = stderr, stderr
		// A process group of its own, so that a ^C reaches us alone and parts are ended in order.
		cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
		cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
		cmd.WaitDelay = stopTimeout
		group.Go(func() error {
			err := cmd.Run()
			if ctx.Err() != nil {
				return nil
			}
			return fmt.Errorf("the %s ended by itself (%v); what it said last is the reason", part, err)
		})
	}
	group.Go(func() error {
		// The worker makes the administrator before it writes that file, and the flow by which one logs in after that.
		if until(ctx, exists(filepath.Join(home, "worker", "authentik-worker.pid"))) && until(ctx, ready("http://"+o.http+loginFlow)) {
			fmt.Fprintf(stdout, "authentik answers at http://%s/; log in as akadmin with the password %s. ^C ends it, and nothing is kept.\n", o.http, o.password)
		}
		return nil
	})
	return group.Wait()
}

// until returns true when something is so, or false when there is nothing to wait for any more.
func until(ctx context.Context, so func(context.Context) bool) bool {
	for !so(ctx) {
		select {
		case <-ctx.Done():
			return false
		case <-time.After(100 * time.Millisecond):
		}
	}
	return true
}

// exists says whether there is a file.
func exists(file string) func(context.Context) bool {
	return func(context.Context) bool {
		_, err := os.Stat(file)
		return err == nil
	}
}

// ready says whether something answers that it is there.
func ready(url string) func(context.Context) bool {
	return func(ctx context.Context) bool {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return false
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			return false
		}
		_ = response.Body.Close()
		return response.StatusCode == http.StatusOK
	}
}
