// Package tscalls finds the places in authentik's web UI that call operations of the generated API client.
//
// A script under node asks the TypeScript compiler what each use of a name is that a method of the client has. Nothing
// is emitted or downloaded. npm packages that are not there are tolerated as long as the compiler can say of each such
// use what it is.
package tscalls

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"akbuild.internal/tools/apidiff/calls"
	"akbuild.internal/tools/base/tree"
)

//go:embed scan/*.cjs
var scripts embed.FS

// Request says what to look at and with what. Every field but NodeModules is needed.
type Request struct {
	// Source is the source tree, with the web UI in its folder web.
	Source string
	// Client is the generated client: its sources, or its package with sources or declarations.
	Client string
	// Node is the node program.
	Node string
	// TypeScript is a folder of the npm package typescript.
	TypeScript string
	// NodeModules is a folder node_modules with third-party packages, besides those that the web UI has itself.
	NodeModules string
}

// input is what the script reads; every path is absolute.
type input struct {
	Source      string `json:"source"`
	Web         string `json:"web"`
	Client      string `json:"client"`
	TypeScript  string `json:"typescript"`
	NodeModules string `json:"nodeModules"`
}

// output is what the script prints.
type output struct {
	Calls   map[string][]calls.Site `json:"calls"`
	Unclear []calls.Unclear         `json:"unclear"`
	Error   string                  `json:"error"`
}

// Find returns the call sites by the names of the client's methods. Tests are not looked at.
func Find(ctx context.Context, r Request) (*calls.Found, error) {
	in, err := r.input()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "akbuild-tscalls-")
	if err != nil {
		return nil, fmt.Errorf("looking for the web UI's calls: %w", err)
	}
	defer os.RemoveAll(dir)
	if err := os.CopyFS(dir, scripts); err != nil {
		return nil, fmt.Errorf("looking for the web UI's calls: %w", err)
	}
	out, err := run(ctx, r.Node, filepath.Join(dir, "scan", "main.cjs"), in)
	if err != nil {
		return nil, err
	}
	found := &calls.Found{Sites: out.Calls, Unclear: out.Unclear}
	found.Sort()
	return found, nil
}

func (r Request) input() (input, error) {
	var in input
	for _, p := range []struct {
		to         *string
		path, what string
	}{
		{&in.Source, r.Source, "the source tree"},
		{&in.Web, filepath.Join(r.Source, "web"), "the web UI"},
		{&in.Client, r.Client, "the TypeScript client"},
		{&in.TypeScript, r.TypeScript, "the npm package typescript"},
		{&in.NodeModules, r.NodeModules, "the npm packages"},
	} {
		if p.path == "" {
			continue
		}
		if info, err := os.Stat(p.path); err != nil || !info.IsDir() {
			return in, fmt.Errorf("reading %s: there is no folder %s", p.what, p.path)
		}
		absolute, err := filepath.Abs(p.path)
		if err != nil {
			return in, fmt.Errorf("reading %s: %w", p.what, err)
		}
		*p.to = absolute
	}
	if in.NodeModules != "" && filepath.Base(in.NodeModules) != "node_modules" {
		return in, fmt.Errorf("reading the npm packages: %s is not called node_modules", r.NodeModules)
	}
	return in, nil
}

func run(ctx context.Context, node, script string, in input) (*output, error) {
	request, err := json.Marshal(in)
	if err != nil {
		return nil, fmt.Errorf("asking the TypeScript compiler: %w", err)
	}
	cmd := exec.CommandContext(ctx, node, script)
	// What a user has set up for other programs must not change what is found.
	cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "NODE_") })
	cmd.WaitDelay = 5 * time.Second
	var stdout, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(request), &stdout, &stderr
	if err := cmd.Run(); err != nil {
		var exit *exec.ExitError
		switch {
		case ctx.Err() != nil:
			return nil, fmt.Errorf("asking the TypeScript compiler: %w", ctx.Err())
		case errors.As(err, &exit):
			return nil, fmt.Errorf("asking the TypeScript compiler: %s: %w%s", node, err, reason(stderr.String()))
		}
		return nil, fmt.Errorf("asking the TypeScript compiler: starting node: %s: %w", node, startError(err))
	}
	var out output
	if err := json.Unmarshal(stdout.Bytes(), &out); err != nil {
		return nil, fmt.Errorf("asking the TypeScript compiler: %s is not node: its answer is not JSON", node)
	}
	if out.Error != "" {
		return nil, errors.New(out.Error)
	}
	return &out, nil
}

// startError is the bare reason why a program could not be started.
func startError(err error) error {
	var exec *exec.Error
	if errors.As(err, &exec) {
		return exec.Err
	}
	return tree.Reason(err)
}

// reason finds the one line of node's complaint that says what went wrong.
func reason(stderr string) string {
	for line := range strings.Lines(stderr) {
		if line = strings.TrimSpace(line); strings.Contains(line, "Error") || strings.HasPrefix(line, "FATAL") {
			return ": " + line
		}
	}
	return ""
}
