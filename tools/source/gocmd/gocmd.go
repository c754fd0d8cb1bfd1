// Package gocmd runs the go command so that nothing of the surrounding machine reaches it.
package gocmd

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Cmd is one call of the go command.
type Cmd struct {
	// Go is the go binary.
	Go string
	// Dir is the working directory.
	Dir string
	// Scratch is a folder for everything the go command keeps: caches, home, temporary files.
	Scratch string
	// Env is added to the clean environment, as KEY=value; it wins.
	Env []string
	// Network keeps the variables of the surrounding environment, so that proxies, certificates and credentials that
	// are set up on the host count. Caches and flags are still our own.
	Network bool
	// Args are the arguments after "go".
	Args []string
}

// Run runs the command and returns its standard output and standard error.
func (c Cmd) Run(ctx context.Context) (stdout, stderr []byte, err error) {
	goBin, err := filepath.Abs(c.Go)
	if err != nil {
		return nil, nil, fmt.Errorf("finding the go command %s: %w", c.Go, err)
	}
	cmd := exec.CommandContext(ctx, goBin, c.Args...)
	cmd.Dir = c.Dir
	cmd.Env = append(c.environment(goBin), c.Env...)
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	err = cmd.Run()
	return out.Bytes(), errOut.Bytes(), err
}

// ModCache is where the module cache of this command lies.
func (c Cmd) ModCache() string { return filepath.Join(c.Scratch, "mod") }

func (c Cmd) environment(goBin string) []string {
	clean := []string{
		"TMPDIR=" + c.Scratch,
		"GOCACHE=" + filepath.Join(c.Scratch, "cache"),
		"GOMODCACHE=" + c.ModCache(),
		"GOPATH=" + filepath.Join(c.Scratch, "path"),
		"GOWORK=off",
		"GOTOOLCHAIN=local",
		"GOTELEMETRY=off",
		"GOFLAGS=",
		"GO111MODULE=on",
		"LC_ALL=C",
	}
	if c.Network {
		return append(os.Environ(), clean...)
	}
	return append(clean, "PATH="+filepath.Dir(goBin), "HOME="+filepath.Join(c.Scratch, "home"), "GOENV=off")
}

// Facts returns the lines of the go command's standard error that say what went wrong: without progress, and without
// the "go: " in front.
func Facts(stderr []byte) string {
	var facts []string
	for line := range strings.Lines(string(stderr)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "go: downloading ") || strings.HasPrefix(line, "go: finding ") {
			continue
		}
		facts = append(facts, strings.TrimPrefix(line, "go: "))
	}
	return strings.Join(facts, "; ")
}
