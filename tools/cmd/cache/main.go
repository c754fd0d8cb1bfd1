// Command cache runs a remote cache for Bazel on this machine, as a team would run it on a server: over HTTP, which is nginx, or by
// the Remote Execution API, which is BuildGrid.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	if err := command().ExecuteContext(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "cache:", err)
		os.Exit(1)
	}
}

// command is the cache over HTTP, and below it each kind by its name.
func command() *cobra.Command {
	root := httpCommand("cache")
	root.AddCommand(httpCommand("http"), reapiCommand())
	return root
}

// server is a cache that runs.
type server interface {
	// Wait returns when it has ended by itself, or the context is done.
	Wait(ctx context.Context) error
	// Close ends it.
	Close() error
}

// serve says how a cache is used, and waits for its end.
func serve(ctx context.Context, out io.Writer, s server, usage string) error {
	fmt.Fprint(out, usage)
	err := s.Wait(ctx)
	if closed := s.Close(); err == nil {
		err = closed
	}
	return err
}

// folder is where a cache is kept: the one that was given, from where the user is, or one of its own beside what the engine keeps.
func folder(given, name string) (string, error) {
	if given == "" {
		home, err := os.UserCacheDir()
		if err != nil {
			return "", fmt.Errorf("finding a folder for the cache: %w; give one with --data", err)
		}
		return filepath.Join(home, "authentik-build", name), nil
	}
	if dir := os.Getenv("BUILD_WORKING_DIRECTORY"); dir != "" && !filepath.IsAbs(given) {
		given = filepath.Join(dir, given)
	}
	return given, nil
}

// lines are the settings of a reader, and of a writer where that is another address.
func lines(kept, reader, writer string) string {
	text := fmt.Sprintf("the cache of %s answers at %s\nin the .bazelrc of a reader's home:\n    build:remote-cache --remote_cache=%s\n", kept, reader, reader)
	if writer != "" {
		text += fmt.Sprintf("in that of a writer:\n    build:remote-cache --remote_cache=%s\n", writer)
	}
	return text + "then: ./bazelw build --config=cache //server:authentik      (a writer: --config=cache-writer)\n"
}
