// Package run is the main program of every outpost that runs on its own.
package run

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"goauthentik.io/internal/common"
	"goauthentik.io/internal/config"
	"goauthentik.io/internal/constants"
	"goauthentik.io/internal/healthcheck"
	"goauthentik.io/internal/outpost/ak"
	utils "goauthentik.io/internal/utils/web"
)

// Make makes the part of an outpost that differs from kind to kind.
type Make func(c *ak.Controller, settings *config.Config, registry prometheus.Registerer) (ak.Service, error)

// Main runs an outpost of a kind ("ldap", "proxy", ...) and ends the process.
func Main(kind string, make Make) {
	if err := Command(kind, make).Execute(); err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", kind, err)
		os.Exit(1)
	}
}

// Command returns the command line of an outpost.
func Command(kind string, make Make) *cobra.Command {
	root := &cobra.Command{
		Use:   kind,
		Short: "Start authentik's " + kind + " outpost",
		Long: "Start authentik's " + kind + " outpost. AUTHENTIK_HOST says where authentik is, AUTHENTIK_TOKEN proves " +
			"who asks.",
		Version:       constants.FullVersion(),
		Args:          cobra.NoArgs,
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			settings, err := config.Load()
			if err != nil {
				return err
			}
			common.SetupLogging(settings, os.Stdout)
			ctx, stop := signal.NotifyContext(cmd.Context(), syscall.SIGINT, syscall.SIGTERM)
			defer stop()
			return Outpost(ctx, settings, make)
		},
	}
	root.AddCommand(&cobra.Command{
		Use:   "healthcheck",
		Short: "Say by exit code whether this outpost is running here",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			settings, err := config.Load()
			if err != nil {
				return err
			}
			address := "http://" + healthcheck.Reachable(settings.Listen.Metrics) + pingPath
			if err := healthcheck.Head(cmd.Context(), address); err != nil {
				return fmt.Errorf("checking the %s outpost: %w", kind, err)
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), kind+" outpost is alive at "+address)
			return err
		},
	})
	return root
}

const (
	pingPath    = constants.OutpostPrefix + "/ping"
	exampleHost = "like https://authentik.example.com"
)

// Outpost runs an outpost until ctx ends.
func Outpost(ctx context.Context, settings *config.Config, make Make) error {
	options, err := options(settings)
	if err != nil {
		return err
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	options.Registry = registry
	flush, err := common.SetupSentry(settings.ErrorReporting, nil)
	if err != nil {
		return err
	}
	defer flush()

	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return serveMetrics(ctx, settings.Listen.Metrics, registry) })
	group.Go(func() error {
		controller, err := ak.Connect(ctx, options)
		if err != nil {
			return stopped(ctx, err)
		}
		service, err := make(controller, settings, registry)
		if err != nil {
			return err
		}
		return stopped(ctx, controller.Run(ctx, service))
	})
	return group.Wait()
}

// stopped makes the error of something that ended because it was told to into none.
func stopped(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

func options(settings *config.Config) (ak.Options, error) {
	if settings.Host == "" {
		return ak.Options{}, errors.New("AUTHENTIK_HOST is not set: it is the address of authentik, " + exampleHost)
	}
	if settings.Token == "" {
		return ak.Options{}, errors.New("AUTHENTIK_TOKEN is not set: authentik shows it on the page of this outpost")
	}
	base, err := url.Parse(settings.Host)
	if err != nil || base.Host == "" || (base.Scheme != "http" && base.Scheme != "https") {
		return ak.Options{}, fmt.Errorf("AUTHENTIK_HOST is %q, not an address %s", settings.Host, exampleHost)
	}
	transport, err := ak.TLSTransport(settings.Insecure)
	if err != nil {
		return ak.Options{}, err
	}
	return ak.Options{Base: base, Token: settings.Token, Transport: transport}, nil
}

// serveMetrics serves what Prometheus and health checks ask for.
func serveMetrics(ctx context.Context, addr string, registry *prometheus.Registry) error {
	if addr == "" {
		<-ctx.Done()
		return nil
	}
	ln, err := utils.Listen(addr, nil)
	if err != nil {
		return fmt.Errorf("listening for metrics (listen.metrics): %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{Registry: registry}))
	mux.HandleFunc("GET "+pingPath, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	return utils.Serve(ctx, &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}, ln)
}
