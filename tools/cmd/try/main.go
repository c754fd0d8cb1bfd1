// Command try runs what was built, to look at it: server and worker, with a PostgreSQL of their own. When it ends nothing is left.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"
)

// The variables in which BUILD.bazel says where things are: the core's manage.py, the bundle of the server, and PostgreSQL's
// server.
const (
	coreFile     = "AKBUILD_TRY_MANAGE"
	serverBundle = "AKBUILD_TRY_SERVER"
	postgresFile = "AKBUILD_TRY_POSTGRES"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := command().ExecuteContext(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "try:", err)
		os.Exit(1)
	}
}

func command() *cobra.Command {
	o := options{}
	cmd := &cobra.Command{
		Use:           "try",
		Short:         "Run authentik, server and worker, with a PostgreSQL of its own that is gone afterwards",
		Args:          cobra.NoArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.find(); err != nil {
				return err
			}
			return run(cmd.Context(), o, cmd.OutOrStdout(), os.Stderr)
		},
	}
	cmd.Flags().StringVar(&o.http, "http", "127.0.0.1:9000", "address for HTTP")
	cmd.Flags().StringVar(&o.https, "https", "127.0.0.1:9443", "address for HTTPS; off for none")
	cmd.Flags().StringVar(&o.password, "password", "", "password of the first administrator, akadmin; made up if it is empty")
	return cmd
}

// find fills in where the parts of the product are.
func (o *options) find() error {
	for _, part := range []struct {
		variable string
		folder   *string
		up       int
	}{
		{coreFile, &o.core, 1},
		{serverBundle, &o.server, 0},
		{postgresFile, &o.postgres, 1},
	} {
		path, err := filepath.EvalSymlinks(os.Getenv(part.variable))
		if err == nil {
			path, err = filepath.Abs(path)
		}
		if err != nil || os.Getenv(part.variable) == "" {
			return fmt.Errorf("finding the product: %s does not say where a part of it is; run it with ./bazelw run //tools/cmd/try", part.variable)
		}
		for range part.up {
			path = filepath.Dir(path)
		}
		*part.folder = path
	}
	return nil
}
