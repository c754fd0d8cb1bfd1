// Package devserver runs what was built on one machine, to look at it: PostgreSQL, worker and server. It says how far it is, when
// it can be used, and why a part ended; when it ends nothing is left but what was asked to be kept.
package devserver

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"akbuild.internal/tools/product/postgres"
	"akbuild.internal/tools/product/processes"
)

// Options are what is run, and how.
type Options struct {
	// Product and Postgres are folders: the product, and PostgreSQL's programs.
	Product, Postgres string
	// HTTP and HTTPS are where the server listens.
	HTTP, HTTPS string
	// Password is that of the first administrator; if it is empty it is made up, or what it was at the first start of Data.
	Password string
	// Data is a folder that keeps the database and uploads; if it is empty they are gone afterwards.
	Data string
	// Check ends everything when it is ready, a login has succeeded and no part has written a traceback.
	Check bool
	// Then, if there is one, is called when it is ready, with its address and the password of akadmin; everything ends after it.
	Then func(ctx context.Context, url, password string) error
	// Timeout bounds the time until it is ready; zero is forever.
	Timeout time.Duration
}

// user is the first administrator.
const user = "akadmin"

// Run runs everything until ctx ends or a part does. Progress is written to out.
func Run(ctx context.Context, o Options, out io.Writer) error {
	return withDatabase(ctx, o, out, (*session).run)
}

// withDatabase does something with a database that works, and ends that.
func withDatabase(ctx context.Context, o Options, out io.Writer, do func(*session, context.Context) error) (err error) {
	if err := processes.AdoptOrphans(); err != nil {
		return err
	}
	if o.HTTP, err = fixed(o.HTTP); err != nil {
		return err
	}
	// Short, because the path of a unix socket may have 107 bytes only.
	home, err := os.MkdirTemp("/tmp", "akdev")
	if err != nil {
		return fmt.Errorf("making a folder for authentik: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(home)) }()
	kept, err := openKept(o, home)
	if err != nil {
		return err
	}
	says := &progress{out: out, begin: time.Now()}
	says.say("starting PostgreSQL")
	database, err := postgres.Run(ctx, postgres.Options{Programs: o.Postgres, Data: kept.cluster})
	if err != nil {
		return stopped(ctx, err)
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	// What outlives its part ends before the database does.
	defer processes.EndDescendants(database.Pid())
	return do(&session{Options: o, home: home, kept: kept, database: database, says: says}, ctx)
}

// fixed is the address with a free port in place of port 0: who asks the server, its own outpost among them, has to know.
func fixed(address string) (string, error) {
	if !strings.HasSuffix(address, ":0") {
		return address, nil
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return "", fmt.Errorf("looking for a free port: %w", err)
	}
	defer listener.Close()
	return listener.Addr().String(), nil
}

// stopped is no error if we were told to stop: what was cut short then fails.
func stopped(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// session is a run whose database works.
type session struct {
	Options
	home     string
	kept     *kept
	database *postgres.Server
	says     *progress
	parts    []*part
}

// run starts the parts and waits for the first thing that happens.
func (s *session) run(ctx context.Context) error {
	defer s.end()
	if err := s.migrate(ctx); err != nil || ctx.Err() != nil {
		return stopped(ctx, err)
	}
	ended := make(chan *part, 2)
	for _, name := range []string{"worker", "server"} {
		p, err := s.start(name, ended, "ak", name)
		if err != nil {
			return err
		}
		s.parts = append(s.parts, p)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ready := make(chan error, 1)
	go func() { ready <- s.untilReady(ctx) }()
	for {
		select {
		case <-ctx.Done():
			s.says.say("ending server, worker and PostgreSQL")
			if s.endsWhenReady() {
				return errors.New("it was told to end before the check was over")
			}
			return nil
		case p := <-ended:
			return p.lastWords()
		case err := <-ready:
			if err != nil || s.endsWhenReady() {
				return stopped(ctx, err)
			}
			ready = nil
		}
	}
}

// endsWhenReady says whether everything ends by itself when what is to be done then was done.
func (s *session) endsWhenReady() bool { return s.Check || s.Then != nil }

// environ is the environment of both parts.
func (s *session) environ() []string {
	return append(s.database.Environ(),
		"PATH="+filepath.Join(s.Product, "bin")+":/usr/bin:/bin", "HOME="+s.home, "LANG=C.UTF-8",
		"AUTHENTIK_SECRET_KEY="+s.kept.secretKey, "AUTHENTIK_BOOTSTRAP_PASSWORD="+s.kept.password,
		"AUTHENTIK_STORAGE__FILE__PATH="+s.kept.files, "AUTHENTIK_TREE_MEDIA="+filepath.Join(s.kept.files, "media"),
		// Nothing here asks the outside world.
		"AUTHENTIK_DISABLE_UPDATE_CHECK=true", "AUTHENTIK_DISABLE_STARTUP_ANALYTICS=true", "AUTHENTIK_ERROR_REPORTING__ENABLED=false")
}

// listens is where a part listens. The worker answers questions about its health and metrics, too, and both have metrics: any
// free port does for these.
func (s *session) listens(name string) []string {
	const anyPort = "127.0.0.1:0"
	http, https := s.HTTP, s.HTTPS
	if name != "server" {
		http, https = anyPort, anyPort
	}
	return []string{"AUTHENTIK_LISTEN__HTTP=" + http, "AUTHENTIK_LISTEN__HTTPS=" + https, "AUTHENTIK_LISTEN__METRICS=" + anyPort}
}

// end ends the parts in order: the server, which waits for requests under way, before the worker.
func (s *session) end() {
	for i := len(s.parts) - 1; i >= 0; i-- {
		s.parts[i].end()
	}
}
