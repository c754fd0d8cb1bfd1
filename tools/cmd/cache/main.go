// Command cache runs a remote cache for Bazel on this machine: nginx, as a team would run it on a server.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"akbuild.internal/tools/cache/httpcache"
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

func command() *cobra.Command {
	o := httpcache.Options{}
	cmd := &cobra.Command{
		Use:           "cache",
		Short:         "Run a remote cache over HTTP",
		Args:          cobra.NoArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.Folder == "" {
				home, err := os.UserCacheDir()
				if err != nil {
					return fmt.Errorf("finding a folder for the cache: %w; give one with --data", err)
				}
				o.Folder = filepath.Join(home, "authentik-build", "remote-cache")
			} else if dir := os.Getenv("BUILD_WORKING_DIRECTORY"); dir != "" && !filepath.IsAbs(o.Folder) {
				o.Folder = filepath.Join(dir, o.Folder)
			}
			server, err := httpcache.Run(cmd.Context(), o)
			if err != nil {
				return err
			}
			fmt.Fprint(cmd.OutOrStdout(), usage(server.URL, o))
			err = server.Wait(cmd.Context())
			if closed := server.Close(); err == nil {
				err = closed
			}
			return err
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&o.Address, "address", "127.0.0.1:8980", "where to listen")
	fl.StringVar(&o.Folder, "data", "", "folder that keeps the cache (default: remote-cache in the folder of the engine's own)")
	fl.StringVar(&o.Writer, "writer", "", "user:password of who may write; without it nobody may")
	fl.StringVar(&o.Certificate, "certificate", "", "file with the certificate for TLS")
	fl.StringVar(&o.Key, "key", "", "file with its key")
	return cmd
}

// usage is what a user puts where. The password is not printed.
func usage(url string, o httpcache.Options) string {
	text := fmt.Sprintf("the cache of %s answers at %s\nin the .bazelrc of a reader's home:\n    build:remote-cache --remote_cache=%s\n", o.Folder, url, url)
	if user, _, ok := strings.Cut(o.Writer, ":"); ok {
		scheme, rest, _ := strings.Cut(url, "://")
		text += fmt.Sprintf("in that of a writer:\n    build:remote-cache --remote_cache=%s://%s:PASSWORD@%s\n", scheme, user, rest)
	}
	return text + "then: ./bazelw build --config=cache //server:authentik      (a writer: --config=cache-writer)\n"
}
