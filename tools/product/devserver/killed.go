package devserver

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// closely is how often the database is asked by who waits for one migration among many.
const closely = 50 * time.Millisecond

// unapplied begins the line of a migration that was not applied, in what Django lists.
const unapplied = "[ ]"

// KillMigration begins to migrate the database of o.Data and kills that when half of what there is to do is done, as a machine does that
// runs out of memory; PostgreSQL is ended as always. It returns how many migrations were applied of how many.
func KillMigration(ctx context.Context, o Options, out io.Writer) (applied, all int, err error) {
	if o.Data == "" {
		return 0, 0, errors.New("killing a migration: there is no folder whose database would be migrated")
	}
	err = withDatabase(ctx, o, out, func(s *session, ctx context.Context) error {
		applied, all, err = s.killMigration(ctx)
		return err
	})
	return applied, all, err
}

func (s *session) killMigration(ctx context.Context) (applied, all int, err error) {
	waiting, err := s.unapplied(ctx)
	if err != nil {
		return 0, 0, err
	}
	before, err := s.migrations(ctx)
	if err != nil {
		return 0, 0, err
	}
	half := before + (waiting+1)/2
	ended := make(chan *part, 1)
	p, err := s.startMigration(ended)
	if err != nil {
		return 0, 0, err
	}
	defer p.end()
	following, cancel := context.WithCancel(ctx)
	defer cancel()
	reached := make(chan error, 1)
	go func() {
		reached <- follow(following, s.Product, s.home, s.environ(), closely, func(now state) bool { return now.Migrations >= half })
	}()
	select {
	case <-ended:
		return 0, 0, fmt.Errorf("killing a migration: it was over before: %w", p.lastWords())
	case err = <-reached:
	}
	// The group that it leads, since whatever it has started works for it.
	killed := syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL)
	<-p.over
	if err = errors.Join(err, killed); err != nil {
		return 0, 0, fmt.Errorf("killing a migration: %w", err)
	}
	now, err := s.migrations(ctx)
	if err == nil && now >= before+waiting {
		err = fmt.Errorf("killing a migration: all %d were applied before it was killed", waiting)
	}
	s.says.say("killed the migration after %d of %d", now-before, waiting)
	return now - before, waiting, err
}

// migrations counts the applied ones.
func (s *session) migrations(ctx context.Context) (count int, err error) {
	err = s.follow(ctx, func(now state) bool {
		count = now.Migrations
		return true
	})
	return count, err
}

// unapplied asks Django how many migrations there are to apply.
func (s *session) unapplied(ctx context.Context) (int, error) {
	cmd := exec.CommandContext(ctx, filepath.Join(s.Product, "bin", "python"), filepath.Join(s.Product, "manage.py"), "showmigrations", "--plan")
	cmd.Dir, cmd.Env = s.home, append(s.environ(), "TMPDIR="+s.home)
	var problem bytes.Buffer
	cmd.Stderr = &problem
	listed, err := cmd.Output()
	if err != nil {
		return 0, fmt.Errorf("asking which migrations there are: %w: %s", err, bytes.TrimSpace(problem.Bytes()[max(0, problem.Len()-2000):]))
	}
	count := 0
	for line := range strings.Lines(string(listed)) {
		if strings.HasPrefix(line, unapplied) {
			count++
		}
	}
	if count == 0 {
		return 0, errors.New("killing a migration: every one was applied already")
	}
	return count, nil
}
