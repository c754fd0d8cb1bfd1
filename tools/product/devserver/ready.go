package devserver

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
)

const (
	// restarted is what the server writes each time that its Python core has ended; it would go on for ever.
	restarted = "gunicorn process died, restarting"
	// maxRestarts is how often that may be before the server can be used.
	maxRestarts = 3
)

// settle is how long a blueprint may have failed: the next one may make what it lacks, and it is tried again.
var settle = 30 * time.Second

// untilReady waits until authentik can be used, says so, and checks what is to be checked. Health, blueprints and the login flow
// are what has to be there.
func (s *session) untilReady(ctx context.Context) error {
	if s.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, s.Timeout, fmt.Errorf("it was not ready after %s; the last lines of the worker:\n%s\nand of the server:\n%s",
			s.Timeout, tail(s.logOf("worker"), lastLines), tail(s.logOf("server"), lastLines)))
		defer cancel()
	}
	wanted, err := s.blueprintFiles()
	if err != nil {
		return err
	}
	url := "http://" + s.HTTP
	count := 0
	both, bothCtx := errgroup.WithContext(ctx)
	both.Go(func() error { return s.untilHealthy(bothCtx, url) })
	both.Go(func() (err error) {
		count, err = s.untilApplied(bothCtx, wanted)
		return err
	})
	if err = both.Wait(); err == nil {
		err = until(ctx, func() error { return firstChallenge(ctx, url) })
	}
	if err != nil {
		return errors.Join(timedOut(ctx), err)
	}
	s.says.say("ready: %d of %d blueprints were applied", count, len(wanted))
	if s.Then != nil {
		err = s.Then(ctx, url, s.kept.password)
	}
	if err == nil && s.Check {
		err = s.check(ctx, url)
	}
	if err != nil || s.endsWhenReady() {
		return err
	}
	fmt.Fprintf(s.says.out, "\nauthentik answers at %s/; log in as %s with the password %s\n%s. ^C ends it.\n", url, user, s.kept.password, s.remains())
	return nil
}

func (s *session) remains() string {
	if s.Data == "" {
		return "Nothing is kept; give --data FOLDER to keep the database and uploads"
	}
	return "Database, uploads and logs lie in " + s.Data
}

// timedOut is the sentence for a time that is up.
func timedOut(ctx context.Context) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return context.Cause(ctx)
	}
	return nil
}

// until tries something until it works, and returns the last reason if the time is up.
func until(ctx context.Context, try func() error) error {
	for {
		err := try()
		var final finalError
		if err == nil || errors.As(err, &final) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// finalError is one that trying again does not mend.
type finalError struct{ error }

// untilHealthy waits for the endpoints by which authentik says that it is alive and ready.
func (s *session) untilHealthy(ctx context.Context, url string) error {
	for _, endpoint := range []string{"live", "ready"} {
		err := until(ctx, func() error {
			if log, err := os.ReadFile(s.logOf("server")); err == nil && bytes.Count(log, []byte(restarted)) >= maxRestarts {
				return finalError{fmt.Errorf("the Python core behind the server ended %d times; what the server and it said last is the reason:\n%s",
					maxRestarts, tail(s.logOf("server"), lastLines))}
			}
			return answers(ctx, url+"/-/health/"+endpoint+"/")
		})
		if err != nil {
			return err
		}
	}
	s.says.say("the server answers")
	return nil
}

// answers fails unless a GET is answered with a status that means yes.
func answers(ctx context.Context, url string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	_ = response.Body.Close()
	if response.StatusCode/100 != 2 {
		return fmt.Errorf("asking %s: it answers %s", url, response.Status)
	}
	return nil
}

// untilApplied waits until every blueprint was applied, and says how far that is.
func (s *session) untilApplied(ctx context.Context, wanted map[string]string) (int, error) {
	count, since := 0, time.Now()
	var problem error
	err := s.follow(ctx, func(now state) bool {
		var failed []string
		var waiting bool
		if count, failed, waiting = now.applied(wanted); len(now.Blueprints) > 0 {
			s.says.say("%d of %d blueprints were applied", count, len(wanted))
		}
		if waiting || len(failed) == 0 {
			since = time.Now()
			return !waiting
		}
		problem = fmt.Errorf("%d of %d blueprints were applied; these were not: %s; what the worker complained of last:\n%s",
			count, len(wanted), strings.Join(failed, ", "), complaints(s.logOf("worker"), lastLines))
		return time.Since(since) > settle
	})
	if err != nil {
		return count, err
	}
	if count < len(wanted) {
		return count, problem
	}
	return count, nil
}
