package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	log "github.com/sirupsen/logrus"
	"golang.org/x/sync/errgroup"

	"goauthentik.io/internal/common"
	"goauthentik.io/internal/config"
	"goauthentik.io/internal/constants"
	"goauthentik.io/internal/web"
)

// server runs authentik until it is told to stop, or until something fails that it cannot do without.
func server(ctx context.Context, c *config.Config) error {
	// gunicorn sends SIGUSR1 when it is ready. Untreated, that would end this process.
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, syscall.SIGUSR1, syscall.SIGHUP)
	defer signal.Stop(signals)
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer stop()

	logger := common.Logger("root")
	logger.WithField("version", constants.FullVersion()).Info("authentik is starting")
	flush, err := common.SetupSentry(c.ErrorReporting, nil)
	if err != nil {
		return err
	}
	defer flush()
	front, err := web.New(web.Options{Config: c, Socket: web.CoreSocket()})
	if err != nil {
		return err
	}
	if err := front.Listen(); err != nil {
		return err
	}

	// The core outlives the front, whose last requests need it: it has a context that ends later.
	coreCtx, stopCore := context.WithCancel(context.WithoutCancel(ctx))
	defer stopCore()
	core, err := startCore(coreCtx, c)
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		defer stopCore()
		return front.Serve(ctx)
	})
	group.Go(core.wait)
	group.Go(func() error { return front.Prober.Run(ctx) })
	group.Go(func() error { return runDebug(ctx, c) })
	if !c.Outposts.DisableEmbeddedOutpost {
		group.Go(func() error { return runEmbedded(ctx, c, front) })
		group.Go(func() error {
			if !front.Prober.WaitReady(ctx) {
				return nil
			}
			return front.BrandTLS.Run(ctx)
		})
	}
	group.Go(func() error {
		obey(ctx, logger, signals, front.Prober, core)
		return nil
	})
	err = group.Wait()
	logger.Info("authentik has stopped")
	return err
}

// obey does what signals ask for: SIGUSR1 says that the core is up, SIGHUP asks to reload it.
func obey(ctx context.Context, logger *log.Entry, signals <-chan os.Signal, prober *web.Prober, core *core) {
	for {
		select {
		case <-ctx.Done():
			return
		case s := <-signals:
			if s == syscall.SIGUSR1 {
				prober.Poke()
				continue
			}
			if err := core.reload(); err != nil {
				logger.WithError(err).Warning("reloading failed")
			}
		}
	}
}
