package devserver

import (
	"bufio"
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

//go:embed state.py
var stateProgram string

// state is how far the database is.
type state struct {
	// Migrations counts the applied ones.
	Migrations int `json:"migrations"`
	// Blueprints has the state of each blueprint, by its path.
	Blueprints map[string]string `json:"blueprints"`
	// Applied has the hash of what each held when it was applied last, by its path; empty if it never was.
	Applied map[string]string `json:"applied"`
}

// Blueprints says of a product with a database how many of the blueprints were applied that authentik applies by itself, and how
// many there are. The environment leads to the database.
func Blueprints(ctx context.Context, product string, environ []string) (applied, all int, err error) {
	wanted, err := blueprints(filepath.Join(product, "blueprints"))
	if err != nil {
		return 0, 0, err
	}
	err = follow(ctx, product, "/", environ, slowly, func(now state) bool {
		applied, _, _ = now.applied(wanted)
		return true
	})
	return applied, len(wanted), err
}

func (s *session) follow(ctx context.Context, seen func(state) bool) error {
	return follow(ctx, s.Product, s.home, s.environ(), slowly, seen)
}

// slowly is how often the database is asked for somebody who looks on.
const slowly = time.Second

// follow calls seen with the state of the database, again and again, until that returns true. The core's own interpreter asks,
// with the core's own client.
func follow(ctx context.Context, product, dir string, environ []string, every time.Duration, seen func(state) bool) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := exec.CommandContext(ctx, filepath.Join(product, "bin", "python"), "-c", stateProgram, fmt.Sprint(every.Seconds()))
	cmd.Dir, cmd.Env = dir, environ
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	var problem bytes.Buffer
	cmd.Stderr = &problem
	lines, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return fmt.Errorf("asking the database how far it is: %w", err)
	}
	scanner, done := bufio.NewScanner(lines), false
	for scanner.Scan() {
		var now state
		if err = json.Unmarshal(scanner.Bytes(), &now); err != nil {
			break
		}
		if done = seen(now); done {
			break
		}
	}
	cancel()
	if waited := cmd.Wait(); err == nil && !done {
		err = waited
	}
	if err != nil && !done {
		return fmt.Errorf("asking the database how far it is: %w: %s", err, bytes.TrimSpace(problem.Bytes()))
	}
	return nil
}
