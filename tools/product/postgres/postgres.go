// Package postgres starts PostgreSQL servers: each in a temporary folder of its own, on a unix socket, gone when it is closed.
package postgres

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// startTimeout bounds the start of a server, stopTimeout its end.
const (
	startTimeout = 60 * time.Second
	stopTimeout  = 30 * time.Second
)

// Options say what kind of server is wanted.
type Options struct {
	// Programs is the folder of initdb and postgres.
	Programs string
	// User is the superuser, and Database the database that is made: both "authentik" if empty.
	User, Database string
	// Password is what User has to say; if it is empty everybody is let in.
	Password string
	// Data is a folder for the cluster that outlives the server: it is made if it is not there, and used if it is. If it is
	// empty the cluster lies in Server.Folder and goes with it.
	Data string
}

// Server is a PostgreSQL server; it may run or not.
type Server struct {
	// Folder holds everything but a cluster that is kept, the socket too: it is what clients call the host.
	Folder string

	options Options
	process *exec.Cmd
	ended   chan error
}

// New makes a server that does not run yet.
func New(ctx context.Context, options Options) (*Server, error) {
	if options.User == "" {
		options.User = "authentik"
	}
	if options.Database == "" {
		options.Database = "authentik"
	}
	// Short, because the path of a unix socket may have 107 bytes only.
	folder, err := os.MkdirTemp("/tmp", "akpg")
	if err != nil {
		return nil, fmt.Errorf("making a folder for PostgreSQL: %w", err)
	}
	s := &Server{Folder: folder, options: options}
	if err := s.prepare(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// Run makes a server and starts it.
func Run(ctx context.Context, options Options) (*Server, error) {
	s, err := New(ctx, options)
	if err != nil {
		return nil, err
	}
	if err := s.Start(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Server) log() string { return filepath.Join(s.Folder, "log") }

// data is the folder of the cluster.
func (s *Server) data() string {
	if s.options.Data != "" {
		return s.options.Data
	}
	return filepath.Join(s.Folder, "data")
}

// Start starts the server and returns when it can be used.
func (s *Server) Start(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	log, err := os.OpenFile(s.log(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("starting PostgreSQL: %w", err)
	}
	defer log.Close()
	args := []string{"-D", s.data(), "-k", s.Folder, "-c", "listen_addresses=", "-c", "max_connections=200"}
	if s.options.Data == "" {
		// What goes with the server need not survive a power cut.
		args = append(args, "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off")
	}
	process := s.command(context.Background(), "postgres", args...)
	process.Stdout, process.Stderr = log, log
	if err := process.Start(); err != nil {
		return fmt.Errorf("starting PostgreSQL: %w", err)
	}
	s.process, s.ended = process, make(chan error, 1)
	go func() { s.ended <- process.Wait() }()
	for !s.ready() {
		select {
		case err := <-s.ended:
			s.process = nil
			return fmt.Errorf("PostgreSQL ended (%v) before it could be used: %s", err, s.lastWords())
		case <-ctx.Done():
			return fmt.Errorf("waiting for PostgreSQL: %w: %s", errors.Join(ctx.Err(), s.Stop()), s.lastWords())
		case <-time.After(20 * time.Millisecond):
		}
	}
	return nil
}

// ready says whether this server has written that it accepts connections, which pg_ctl goes by too: one that was killed has left what it wrote.
func (s *Server) ready() bool {
	content, err := os.ReadFile(filepath.Join(s.data(), "postmaster.pid"))
	lines := strings.Split(string(content), "\n")
	return err == nil && len(lines) > 7 && lines[0] == strconv.Itoa(s.process.Process.Pid) && strings.TrimSpace(lines[7]) == "ready"
}

func (s *Server) lastWords() string {
	content, err := os.ReadFile(s.log())
	if err != nil {
		return err.Error()
	}
	return string(bytes.TrimSpace(content[max(0, len(content)-2000):]))
}

// Stop ends the server: connections are cut, nothing is lost. It can be started again.
func (s *Server) Stop() error {
	if s.process == nil {
		return nil
	}
	process := s.process.Process
	s.process = nil
	if err := process.Signal(syscall.SIGINT); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("stopping PostgreSQL: %w", err)
	}
	select {
	case <-s.ended:
		return nil
	case <-time.After(stopTimeout):
	}
	err := process.Kill()
	<-s.ended
	return errors.Join(fmt.Errorf("PostgreSQL did not stop within %s: %s", stopTimeout, s.lastWords()), err)
}

// Close stops the server and removes its folder.
func (s *Server) Close() error {
	return errors.Join(s.Stop(), os.RemoveAll(s.Folder))
}

// Environ is the environment that leads authentik to the server.
func (s *Server) Environ() []string {
	return []string{
		"AUTHENTIK_POSTGRESQL__HOST=" + s.Folder,
		"AUTHENTIK_POSTGRESQL__NAME=" + s.options.Database,
		"AUTHENTIK_POSTGRESQL__USER=" + s.options.User,
		"AUTHENTIK_POSTGRESQL__PASSWORD=" + s.options.Password,
	}
}

// Pid is the process of a server that runs, 0 of one that does not.
func (s *Server) Pid() int {
	if s.process == nil {
		return 0
	}
	return s.process.Process.Pid
}
