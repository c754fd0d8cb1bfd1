package httpcache

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"akbuild.internal/tools/base/said"
	"akbuild.internal/tools/base/tree"
)

// startTimeout bounds the start of a server, stopTimeout its end.
const (
	startTimeout = 20 * time.Second
	stopTimeout  = 10 * time.Second
)

// Server is a cache that runs.
type Server struct {
	// URL is what Bazel's --remote_cache is told.
	URL string

	process *exec.Cmd
	said    *bytes.Buffer
	ended   chan error
}

// Run starts a server, and returns when it answers.
func Run(ctx context.Context, o Options) (*Server, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	program, err := o.find()
	if err != nil {
		return nil, err
	}
	// nginx tries for seconds, and meanwhile somebody else would answer in its place.
	listener, err := net.Listen("tcp", o.Address)
	if err == nil {
		err = listener.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("starting the cache at %s: %w; give another --address", o.Address, tree.Reason(err))
	}
	if err := o.prepare(); err != nil {
		return nil, err
	}
	scheme := "http"
	if o.Certificate != "" {
		scheme = "https"
	}
	s := &Server{URL: scheme + "://" + o.Address, said: &bytes.Buffer{}, ended: make(chan error, 1)}
	s.process = exec.Command(program, "-p", o.Folder, "-c", "nginx.conf", "-e", "stderr")
	s.process.Stdout, s.process.Stderr = s.said, s.said
	if err := s.process.Start(); err != nil {
		return nil, fmt.Errorf("starting nginx: %w", err)
	}
	go func() { s.ended <- s.process.Wait() }()
	if err := s.wait(ctx, o.Address); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// find is the path of nginx. It lies where a user's PATH does not lead.
func (o Options) find() (string, error) {
	name := cmp.Or(o.Nginx, "nginx")
	for _, candidate := range []string{name, "/usr/sbin/" + name, "/usr/local/sbin/" + name} {
		if program, err := exec.LookPath(candidate); err == nil {
			return program, nil
		}
	}
	return "", fmt.Errorf("starting the cache: there is no nginx on this machine; install it, or let the engine make a root of its own")
}

// prepare makes the folders and files of the server.
func (o Options) prepare() error {
	for _, folder := range []string{"cache", "tmp"} {
		if err := os.MkdirAll(filepath.Join(o.Folder, folder), 0o755); err != nil {
			return fmt.Errorf("making the cache's folder %s: %w", o.Folder, tree.Reason(err))
		}
	}
	text, err := o.text()
	if err != nil {
		return err
	}
	files := map[string]string{"nginx.conf": text}
	if o.Writer != "" {
		if files["writers"], err = o.writers(); err != nil {
			return err
		}
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(o.Folder, name), []byte(content), 0o644); err != nil {
			return fmt.Errorf("writing %s of the cache: %w", name, tree.Reason(err))
		}
	}
	return nil
}

// wait returns when something listens at the address, or the server has ended.
func (s *Server) wait(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	for {
		select {
		case err := <-s.ended:
			s.ended <- err
			return fmt.Errorf("starting the cache at %s: nginx said: %s", address, said.LastLine(s.said.String()))
		case <-ctx.Done():
			return fmt.Errorf("starting the cache at %s: it does not answer", address)
		case <-time.After(20 * time.Millisecond):
		}
		if connection, err := net.DialTimeout("tcp", address, time.Second); err == nil {
			return connection.Close()
		}
	}
}

// Wait returns when the server has ended by itself, or ctx is done.
func (s *Server) Wait(ctx context.Context) error {
	select {
	case err := <-s.ended:
		s.ended <- err
		return fmt.Errorf("running the cache: nginx ended (%v): %s", err, said.LastLine(s.said.String()))
	case <-ctx.Done():
		return nil
	}
}

// Close ends the server: requests that it has are answered first.
func (s *Server) Close() error {
	if err := s.process.Process.Signal(syscall.SIGQUIT); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("ending nginx: %w", err)
	}
	select {
	case <-s.ended:
	case <-time.After(stopTimeout):
		if err := s.process.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
			return fmt.Errorf("ending nginx: %w", err)
		}
		<-s.ended
	}
	return nil
}
