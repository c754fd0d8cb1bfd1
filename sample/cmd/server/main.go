// Command authentik is the HTTP front of authentik: it serves the web UI, runs the Python core and passes requests to it.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"goauthentik.io/internal/common"
	"goauthentik.io/internal/config"
	"goauthentik.io/internal/constants"
	"goauthentik.io/internal/gounicorn"
	"goauthentik.io/internal/web"
)

func main() {
	err := rootCommand().Execute()
	if err == nil {
		return
	}
	fmt.Fprintln(os.Stderr, "authentik:", err)
	// The core's own exit code, so that whoever started us can tell the reasons apart.
	if ended := (*gounicorn.EndedError)(nil); errors.As(err, &ended) && ended.Code > 0 {
		os.Exit(ended.Code)
	}
	os.Exit(1)
}

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use: "authentik", Short: "Start authentik's server", Version: constants.FullVersion(),
		Args: cobra.NoArgs, SilenceUsage: true, SilenceErrors: true,
		RunE: func(cmd *cobra.Command, _ []string) error { return server(cmd.Context()) },
	}
	root.AddCommand(healthcheck())
	return root
}

// server runs authentik until it is told to stop, or until something fails that it cannot do without.
func server(ctx context.Context) error {
	c, err := config.Load()
	if err != nil {
		return err
	}
	if err := common.Setup(c); err != nil {
		return err
	}
	// gunicorn sends SIGUSR1 when it is ready. Untreated, that would end this process.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGUSR1)
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	outpost := &embedded{config: c}
	front := web.New(c, web.CoreSocket(), outpost)
	// The core outlives the front, whose last requests need it: it has a context that ends later.
	coreCtx, stopCore := context.WithCancel(context.WithoutCancel(ctx))
	defer stopCore()
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		defer stopCore()
		return front.Run(ctx)
	})
	group.Go(func() error { return gounicorn.Run(coreCtx, c.Debug) })
	group.Go(func() error { return outpost.run(ctx, front) })
	return group.Wait()
}
