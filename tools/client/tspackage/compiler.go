package tspackage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"akbuild.internal/tools/base/tree"
	"golang.org/x/sync/errgroup"
)

// compiler is the TypeScript compiler and what runs it.
type compiler struct{ node, tsc string }

func newCompiler(node, typescript string) (*compiler, error) {
	c := &compiler{tsc: filepath.Join(typescript, "lib", "tsc.js")}
	if info, err := os.Stat(c.tsc); err != nil || info.IsDir() {
		return nil, fmt.Errorf("finding the TypeScript compiler: %s is no folder of the npm package typescript: it has no lib/tsc.js", typescript)
	}
	var err error
	if c.tsc, err = filepath.Abs(c.tsc); err != nil {
		return nil, fmt.Errorf("finding %s: %w", c.tsc, err)
	}
	if c.node, err = filepath.Abs(node); err != nil {
		return nil, fmt.Errorf("finding %s: %w", node, err)
	}
	if _, err := os.Stat(c.node); err != nil {
		return nil, fmt.Errorf("finding node: %s: %w", node, tree.Reason(err))
	}
	return c, nil
}

// compile compiles the client that is in dir both ways at once.
func (r Request) compile(ctx context.Context, c *compiler, dir string) error {
	said := make([]string, len(modules))
	group, ctx := errgroup.WithContext(ctx)
	for i, m := range modules {
		project := filepath.Join(dir, m.project)
		configuration, err := m.configuration()
		if err != nil {
			return err
		}
		if err := os.WriteFile(project, configuration, 0o644); err != nil {
			return fmt.Errorf("writing %s: %w", project, tree.Reason(err))
		}
		group.Go(func() (err error) {
			said[i], err = c.run(ctx, dir, m.project)
			return err
		})
	}
	err := group.Wait()
	for i, m := range modules {
		// Both ways see the same sources, so one of them says it all.
		if said[i] != "" {
			return r.refused(said[i])
		}
		if err := os.Remove(filepath.Join(dir, m.project)); err != nil {
			return fmt.Errorf("removing %s: %w", m.project, tree.Reason(err))
		}
	}
	return err
}

// errRefused says that the compiler found errors.
var errRefused = errors.New("the sources do not type-check")

// run runs the compiler; what it said of the sources is returned with errRefused.
func (c *compiler) run(ctx context.Context, dir, project string) (string, error) {
	cmd := exec.CommandContext(ctx, c.node, "--max-old-space-size=2048", c.tsc, "--project", project, "--pretty", "false")
	cmd.Dir = dir
	cmd.Env = []string{"HOME=" + dir, "LC_ALL=C.UTF-8", "TZ=UTC"}
	cmd.WaitDelay = 5 * time.Second
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return "", nil
	case ctx.Err() != nil:
		return "", errors.New("compiling the TypeScript client: interrupted")
	case errors.As(err, &exit) && diagnostic.Match(stdout.Bytes()):
		return stdout.String(), errRefused
	case errors.As(err, &exit):
		return "", fmt.Errorf("compiling the TypeScript client: %s %s: %w%s", c.node, c.tsc, err, lastWord(stderr.String()+stdout.String()))
	}
	return "", fmt.Errorf("compiling the TypeScript client: starting node: %s: %w", c.node, startError(err))
}

// diagnostic is how a message of the compiler begins: src/a.ts(1,2): error TS1234: …, or without a place.
var diagnostic = regexp.MustCompile(`(?m)^(?:\S.*\(\d+,\d+\): )?error TS\d+: `)

// mostLines is how much of the compiler's words is shown.
const mostLines = 60

// refused shows the compiler's own errors and sums them up.
func (r Request) refused(said string) error {
	lines := strings.Split(strings.TrimRight(said, "\n"), "\n")
	count := len(diagnostic.FindAllString(said, -1))
	for i, line := range lines {
		if i == mostLines {
			fmt.Fprintf(r.Errors, "and %d more lines\n", len(lines)-mostLines)
			break
		}
		fmt.Fprintln(r.Errors, line)
	}
	noun := "errors"
	if count == 1 {
		noun = "error"
	}
	return fmt.Errorf("compiling the TypeScript client %s: it does not type-check, %d %s above; the sources they name are there to look at", r.Client, count, noun)
}

// lastWord is the line that says most about a failure that is not about the sources.
func lastWord(output string) string {
	last := ""
	for line := range strings.Lines(output) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if strings.Contains(line, "Error") || strings.HasPrefix(line, "FATAL") {
			return ": " + line
		}
		last = ": " + line
	}
	return last
}

// startError is the bare reason why a program could not be started.
func startError(err error) error {
	var failed *exec.Error
	if errors.As(err, &failed) {
		return failed.Err
	}
	return tree.Reason(err)
}
