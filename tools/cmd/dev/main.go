// Command dev runs what was built, to look at it: PostgreSQL, worker and server. When it ends nothing is left.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"akbuild.internal/tools/product/devserver"
)

// checkTimeout bounds a check: nobody looks at its progress.
const checkTimeout = 15 * time.Minute

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	if err := command().ExecuteContext(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "dev:", err)
		os.Exit(1)
	}
}

func command() *cobra.Command {
	o := devserver.Options{}
	cmd := &cobra.Command{
		Use:           "dev",
		Short:         "Run authentik, server and worker, with a PostgreSQL of its own",
		Args:          cobra.NoArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.Find(); err != nil {
				return err
			}
			if o.Check {
				o.Timeout = checkTimeout
			}
			return devserver.Run(cmd.Context(), o, cmd.OutOrStdout())
		},
	}
	cmd.Flags().StringVar(&o.HTTP, "http", "127.0.0.1:9000", "address for HTTP; with the port 0 any free one")
	cmd.Flags().StringVar(&o.HTTPS, "https", "127.0.0.1:9443", "address for HTTPS; with the port 0 any free one")
	cmd.Flags().StringVar(&o.Password, "password", "", "password of the first administrator, akadmin; made up if it is empty")
	cmd.Flags().StringVar(&o.Data, "data", "", "folder that keeps the database and uploads; without it nothing is kept")
	cmd.Flags().BoolVar(&o.Check, "check", false, "end when it is ready, a login has succeeded and no traceback was written")
	return cmd
}
