// Package reapi runs a remote cache for Bazel by the Remote Execution API: BuildGrid, which keeps files in a folder and what it knows of
// them in a PostgreSQL of its own.
package reapi

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"akbuild.internal/tools/base/said"
	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/product/postgres"
)

// startTimeout bounds the start of a server, stopTimeout its end.
const (
	startTimeout = 2 * time.Minute
	stopTimeout  = 20 * time.Second
)

// Options say what kind of cache is wanted.
type Options struct {
	// Folder keeps the cache: it outlives the server.
	Folder string
	// Address is where it listens.
	Address string
	// BuildGrid is the program bgd, Postgres the folder of PostgreSQL's programs.
	BuildGrid, Postgres string
	// ReadOnly lets nobody write results of actions.
	ReadOnly bool
	// Certificate and Key are files of TLS; without them there is none.
	Certificate, Key string
}

// Server is a cache that runs.
type Server struct {
	// URL is what Bazel's --remote_cache is told.
	URL string

	database *postgres.Server
	process  *exec.Cmd
	said     *bytes.Buffer
	ended    chan error
}

// Run starts a server, and returns when it answers.
func Run(ctx context.Context, o Options) (*Server, error) {
	if (o.Certificate == "") != (o.Key == "") {
		return nil, errors.New("starting the cache: TLS needs a certificate and its key; give both --certificate and --key")
	}
	listener, err := net.Listen("tcp", o.Address)
	if err == nil {
		err = listener.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("starting the cache at %s: %w; give another --address", o.Address, tree.Reason(err))
	}
	// PostgreSQL, which does not run as root, must be able to enter it.
	if err := os.MkdirAll(o.Folder, 0o755); err != nil {
		return nil, fmt.Errorf("making the cache's folder %s: %w", o.Folder, tree.Reason(err))
	}
	database, err := postgres.Run(ctx, postgres.Options{Programs: o.Postgres, User: "buildgrid", Database: "buildgrid", Data: filepath.Join(o.Folder, "index")})
	if err != nil {
		return nil, fmt.Errorf("starting the cache: %w", err)
	}
	scheme := "grpc"
	if o.Certificate != "" {
		scheme = "grpcs"
	}
	s := &Server{URL: scheme + "://" + o.Address, database: database, said: &bytes.Buffer{}, ended: make(chan error, 1)}
	if err := s.start(ctx, o); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// start brings the database up to date and starts BuildGrid.
func (s *Server) start(ctx context.Context, o Options) error {
	connection := "postgresql+psycopg://buildgrid@/buildgrid?host=" + url.QueryEscape(s.database.Folder)
	file := filepath.Join(o.Folder, "buildgrid.yml")
	content, err := o.settings(connection)
	if err != nil {
		return err
	}
	if err := os.WriteFile(file, content, 0o600); err != nil {
		return fmt.Errorf("writing the settings of the cache: %w", tree.Reason(err))
	}
	if out, err := exec.CommandContext(ctx, o.BuildGrid, "migrate", "apply", connection).CombinedOutput(); err != nil {
		return fmt.Errorf("making the tables of the cache: BuildGrid said: %s", cmp.Or(said.LastLine(string(out)), err.Error()))
	}
	process := exec.Command(o.BuildGrid, "server", "start", file)
	process.Stdout, process.Stderr = s.said, s.said
	if err := process.Start(); err != nil {
		return fmt.Errorf("starting BuildGrid: %w", err)
	}
	s.process = process
	go func() { s.ended <- process.Wait() }()
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	for {
		select {
		case err := <-s.ended:
			s.ended <- err
			return fmt.Errorf("starting the cache at %s: BuildGrid said: %s", o.Address, said.LastLine(s.said.String()))
		case <-ctx.Done():
			return fmt.Errorf("starting the cache at %s: it does not answer", o.Address)
		case <-time.After(100 * time.Millisecond):
		}
		if connection, err := net.DialTimeout("tcp", o.Address, time.Second); err == nil {
			return connection.Close()
		}
	}
}

// settings is BuildGrid's file. It is YAML, of which JSON is a part but for the tags.
func (o Options) settings(connection string) ([]byte, error) {
	quote := func(text string) string {
		content, err := json.Marshal(text)
		if err != nil {
			return `""`
		}
		return string(content)
	}
	security := "    insecure-mode: true\n"
	if o.Certificate != "" {
		security = "    insecure-mode: false\n    credentials:\n      tls-server-cert: " + quote(o.Certificate) + "\n      tls-server-key: " + quote(o.Key) + "\n"
	}
	return fmt.Appendf(nil, `description: a cache of Bazel's actions
server:
  - !channel
    address: %s
%sauthorization:
  method: none
connections:
  - !sql-connection &sql
    connection-string: %s
storages:
  - !disk-storage &disk
    path: %s
  - !sql-index &files
    sql: *sql
    storage: *disk
caches:
  - !lru-action-cache &results
    storage: *files
    max-cached-refs: 1000000
    allow-updates: %t
    cache-failed-actions: false
instances:
  - name: ""
    services:
      - !action-cache
        cache: *results
      - !cas
        storage: *files
      - !bytestream
        storage: *files
# Bazel asks for as much as this at once.
thread-pool-size: 200
`, quote(o.Address), security, quote(connection), quote(filepath.Join(o.Folder, "files")), !o.ReadOnly), nil
}

// Wait returns when the server has ended by itself, or ctx is done.
func (s *Server) Wait(ctx context.Context) error {
	select {
	case err := <-s.ended:
		s.ended <- err
		return fmt.Errorf("running the cache: BuildGrid ended (%v): %s", err, said.LastLine(s.said.String()))
	case <-ctx.Done():
		return nil
	}
}

// Close ends BuildGrid, and then its database.
func (s *Server) Close() error {
	var problem error
	if s.process != nil {
		if err := s.process.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
			problem = fmt.Errorf("ending BuildGrid: %w", err)
		}
		select {
		case <-s.ended:
		case <-time.After(stopTimeout):
			problem = errors.Join(problem, s.process.Process.Kill())
			<-s.ended
		}
	}
	return errors.Join(problem, s.database.Close())
}
