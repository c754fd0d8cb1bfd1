package postgres

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// prepare makes the cluster, unless one was kept. One that is to be kept gets its name when it is whole.
func (s *Server) prepare(ctx context.Context) error {
	if s.options.Data == "" {
		return s.initialise(ctx, s.data())
	}
	data, err := filepath.Abs(s.options.Data)
	if err != nil {
		return fmt.Errorf("finding the PostgreSQL cluster %s: %w", s.options.Data, err)
	}
	s.options.Data = data
	if _, err := os.Stat(filepath.Join(data, "PG_VERSION")); err == nil {
		return s.sameVersion()
	}
	fresh := data + ".new"
	if err := errors.Join(os.RemoveAll(fresh), os.MkdirAll(filepath.Dir(data), 0o755)); err != nil {
		return fmt.Errorf("making a PostgreSQL cluster at %s: %w", data, err)
	}
	if err := s.initialise(ctx, fresh); err != nil {
		return errors.Join(err, os.RemoveAll(fresh))
	}
	if err := os.Rename(fresh, data); err != nil {
		return fmt.Errorf("putting the PostgreSQL cluster at %s: %w", data, errors.Join(err, os.RemoveAll(fresh)))
	}
	return nil
}

// sameVersion fails if another major version of PostgreSQL made the cluster: none reads the files of another.
func (s *Server) sameVersion() error {
	made, err := os.ReadFile(filepath.Join(s.data(), "PG_VERSION"))
	if err != nil {
		return fmt.Errorf("reading the PostgreSQL cluster %s: %w", s.data(), err)
	}
	out, err := s.command(context.Background(), "postgres", "--version").Output()
	if err != nil {
		return fmt.Errorf("asking %s for its version: %w", s.program("postgres"), err)
	}
	fields := strings.Fields(string(out))
	major, _, _ := strings.Cut(fields[len(fields)-1], ".")
	if was := strings.TrimSpace(string(made)); was != major {
		return fmt.Errorf("reading the PostgreSQL cluster %s: version %s made it and this is version %s; give another folder, or move the data with pg_dump of version %s", s.data(), was, major, was)
	}
	return nil
}

// initialise makes a cluster and, in single-user mode, the database: that needs no client.
func (s *Server) initialise(ctx context.Context, data string) error {
	password := filepath.Join(s.Folder, "password")
	if err := os.WriteFile(password, []byte(s.options.Password+"\n"), 0o600); err != nil {
		return fmt.Errorf("making a PostgreSQL cluster: %w", err)
	}
	args := []string{"--pgdata", data, "--username", s.options.User, "--encoding", "UTF8", "--locale", "C", "--no-sync"}
	if s.options.Password == "" {
		args = append(args, "--auth", "trust")
	} else {
		args = append(args, "--auth", "scram-sha-256", "--pwfile", password)
	}
	if out, err := s.command(ctx, "initdb", args...).CombinedOutput(); err != nil {
		return fmt.Errorf("making a PostgreSQL cluster with %s: %w: %s", s.program("initdb"), err, bytes.TrimSpace(out))
	}
	single := s.command(ctx, "postgres", "--single", "-D", data, "-c", "fsync=off", "postgres")
	single.Stdin = strings.NewReader(`CREATE DATABASE "` + strings.ReplaceAll(s.options.Database, `"`, `""`) + "\"\n")
	// A statement that fails does not end single-user mode with an error.
	if out, err := single.CombinedOutput(); err != nil || bytes.Contains(out, []byte("ERROR:")) {
		return fmt.Errorf("making the database %s: %w", s.options.Database, errors.Join(err, errors.New(string(bytes.TrimSpace(out)))))
	}
	return nil
}
