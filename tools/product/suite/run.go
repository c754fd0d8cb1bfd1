package suite

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"akbuild.internal/tools/product/notroot"
	"akbuild.internal/tools/product/postgres"
)

// Run is a run of tests: what it needs, and how much of it is ours.
type Run struct {
	// Core is the installed tree.
	Core string
	// Source is a folder of the source tree with pyproject.toml, and with tests/ for Python's.
	Source string
	// Schema is the source's schema.yml.
	Schema string
	// Wheels is a folder of Python distributions that tests need beside the tree's.
	Wheels string
	// Postgres is the folder of PostgreSQL's programs.
	Postgres string
	// Programs are Go's test programs, as Bazel made them.
	Programs []string
	// Lists are the list of the release line, and before it those of the lines that it inherits from.
	Lists []string
	// Only is the folder of the only apps whose tests are wanted; empty for all.
	Only string
	// Shard is which of how many shards this is.
	Shard, Shards int
	// Logs is a folder for everything that the tests write.
	Logs string
	// XML is a file for the results, in JUnit's format; empty for none.
	XML string
	// Out is where the summary is written.
	Out io.Writer
}

// session is a run that has begun: a folder of its own and a PostgreSQL.
type session struct {
	Run
	home     string
	database *postgres.Server
	project  project
	tests    Tests
}

// begin makes what every run needs, and calls do with it. The callback pick says which language's part of the list matters.
func (r Run) begin(ctx context.Context, pick func(List) Tests, do func(*session) ([]Result, error), mine func(*session, string) bool) (err error) {
	s := &session{Run: r}
	if s.project, err = readProject(filepath.Join(r.Source, "pyproject.toml")); err != nil {
		return err
	}
	list, name, err := ReadLists(r.Lists)
	if err != nil {
		return err
	}
	s.tests = pick(list)
	listed, err := s.tests.listed(s.installed())
	if err != nil {
		return err
	}
	// Short, because the path of a unix socket may have 107 bytes only.
	if s.home, err = os.MkdirTemp("/tmp", "aksuite"); err != nil {
		return fmt.Errorf("making a folder for tests: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(s.home)) }()
	if s.database, err = postgres.Run(ctx, postgres.Options{Programs: r.Postgres}); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.database.Close()) }()
	results, err := do(s)
	if err != nil {
		return err
	}
	if r.XML != "" {
		if err := writeResults(r.XML, results); err != nil {
			return err
		}
	}
	fmt.Fprintf(r.Out, "authentik %s, %s\n", s.project.Project.Version, name)
	return Judge(r.Out, results, listed, func(name string) bool { return mine(s, name) })
}

// installed is the folder of the package authentik.
func (s *session) installed() string { return filepath.Join(s.Core, "site", "in-tree") }

// environ is the environment of tests: nothing of the caller's.
func (s *session) environ(extra ...string) []string {
	return append(append(s.database.Environ(),
		"PATH="+filepath.Join(s.Core, "bin")+":/usr/bin:/bin:/usr/sbin:/sbin", "HOME="+s.home, "TMPDIR="+s.home, "LANG=C.UTF-8", "TZ=UTC",
		"PYTHONDONTWRITEBYTECODE=1", "AUTHENTIK_SECRET_KEY=not a secret, because only tests use this one, and it is long enough",
		// Without an address for errors nothing asks the outside world for one.
		"AUTHENTIK_ERROR_REPORTING__SENTRY_DSN="), extra...)
}

// start runs a program as somebody who is not root, as upstream does, with its output in a log, and returns how it ended.
func (s *session) start(ctx context.Context, name, dir string, environ []string, program string, args ...string) (ended, err error) {
	log, err := os.Create(filepath.Join(s.Logs, name+".log"))
	if err != nil {
		return nil, fmt.Errorf("making a log: %w", err)
	}
	defer log.Close()
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr, cmd.WaitDelay = dir, environ, log, log, 10*time.Second
	notroot.Apply(cmd)
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("starting %s: %w", program, err)
	}
	return cmd.Wait(), nil
}

// lastLines is the end of a log.
func (s *session) lastLines(name string, lines int) string {
	content, err := os.ReadFile(filepath.Join(s.Logs, name+".log"))
	if err != nil {
		return err.Error()
	}
	all := strings.Split(strings.TrimSpace(string(content)), "\n")
	return "    " + strings.Join(all[max(0, len(all)-lines):], "\n    ")
}
