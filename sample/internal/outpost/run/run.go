// Package run is the main program of every outpost that runs on its own.
package run

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"syscall"

	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"goauthentik.io/internal/common"
	"goauthentik.io/internal/config"
	"goauthentik.io/internal/constants"
	"goauthentik.io/internal/outpost/ak"
	"goauthentik.io/internal/web"
)

// Main runs an outpost of a kind ("ldap", "proxy", ...) and ends the process.
func Main(kind string, service func(*config.Config) ak.Service) {
	root := &cobra.Command{
		Use: kind, Short: "Start authentik's " + kind + " outpost", Version: constants.FullVersion(),
		Args: cobra.NoArgs, SilenceUsage: true, SilenceErrors: true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := config.Load()
			if err != nil {
				return err
			}
			if err := common.Setup(c); err != nil {
				return err
			}
			ctx, stop := signal.NotifyContext(cmd.Context(), syscall.SIGINT, syscall.SIGTERM)
			defer stop()
			return Outpost(ctx, c, service(c))
		},
	}
	if err := root.Execute(); err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", kind, err)
		os.Exit(1)
	}
}

// Outpost runs an outpost until ctx ends: it answers questions about its health at once, and serves when it has found authentik.
func Outpost(ctx context.Context, c *config.Config, service ak.Service) error {
	base, err := url.Parse(c.Host)
	if err != nil || base.Host == "" {
		return fmt.Errorf("AUTHENTIK_HOST is %q, not an address like https://authentik.example.com", c.Host)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.Handler())
	mux.HandleFunc("GET "+constants.OutpostPrefix+"/ping", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return web.Serve(ctx, c.Listen.Metrics, mux) })
	group.Go(func() error {
		err := (&ak.Controller{Base: base, Token: c.Token, Transport: http.DefaultTransport.(*http.Transport)}).Run(ctx, service)
		if ctx.Err() != nil {
			return nil
		}
		return err
	})
	return group.Wait()
}
