package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/sync/errgroup"

	"goauthentik.io/internal/common"
	"goauthentik.io/internal/config"
	"goauthentik.io/internal/constants"
	"goauthentik.io/internal/debug"
	"goauthentik.io/internal/gounicorn"
	utils "goauthentik.io/internal/utils/web"
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

	log := common.Logger("root")
	log.WithField("version", constants.FullVersion()).Info("authentik is starting")
	flush, err := common.SetupSentry(c.ErrorReporting, nil)
	if err != nil {
		return err
	}
	defer flush()
	front, err := web.New(web.Options{Config: c, Socket: web.CoreSocket()})
	if err != nil {
		return err
	}
	var outpost interface{ Run(context.Context) error }
	if !c.Outposts.DisableEmbeddedOutpost {
		outpost = front.BrandTLS
	}
	if err := front.Listen(); err != nil {
		return err
	}

	// The core outlives the front: requests under way need it. So it has a context that ends later.
	coreCtx, stopCore := context.WithCancel(context.WithoutCancel(ctx))
	defer stopCore()
	group, ctx := errgroup.WithContext(ctx)
	core, err := startCore(coreCtx, c)
	if err != nil {
		return err
	}
	group.Go(func() error {
		defer stopCore()
		return front.Serve(ctx)
	})
	group.Go(func() error { return front.Prober.Run(ctx) })
	if outpost != nil {
		group.Go(func() error { return outpost.Run(ctx) })
	}
	group.Go(func() error { return runDebug(ctx, c) })
	group.Go(func() error {
		for {
			select {
			case <-ctx.Done():
				return nil
			case s := <-signals:
				if s == syscall.SIGUSR1 {
					front.Prober.Poke()
					continue
				}
				if err := core.reload(); err != nil {
					log.WithError(err).Warning("reloading failed")
				}
			}
		}
	})
	err = group.Wait()
	core.wait()
	log.Info("authentik has stopped")
	return err
}

// core is the Python core, if it is run by us.
type core struct {
	unicorn *gounicorn.GoUnicorn
	done    chan struct{}
}

// startCore starts the core unless the configuration says that somebody else does. Without a gunicorn the server runs
// all the same, and says so: the core may be started by hand, and a health page that answers "not ready" tells more
// than a process that ends again and again.
func startCore(ctx context.Context, c *config.Config) (*core, error) {
	log := common.Logger("router.unicorn")
	if !c.Web.SpawnCore {
		log.WithField("socket", web.CoreSocket()).Info("web.spawn_core is off, waiting for a core started elsewhere")
		return &core{}, nil
	}
	unicorn, err := gounicorn.New(c.Debug)
	if err != nil {
		return nil, err
	}
	running := &core{unicorn: unicorn, done: make(chan struct{})}
	go func() {
		defer close(running.done)
		err := unicorn.Run(ctx)
		switch {
		case errors.Is(err, gounicorn.ErrNotInstalled):
			log.WithField("PATH", os.Getenv("PATH")).WithField("socket", web.CoreSocket()).
				Error("gunicorn is not on PATH, so the core is not started: put it there, or start the core elsewhere " +
					"and set AUTHENTIK_WEB__SPAWN_CORE=false")
		case err != nil:
			log.WithError(err).Error("the core cannot be started")
		}
	}()
	return running, nil
}

func (c *core) wait() {
	if c.done != nil {
		<-c.done
	}
}

func (c *core) reload() error {
	if c.unicorn == nil {
		return errors.New("reloading the core: it was started elsewhere")
	}
	return c.unicorn.Reload()
}

// runDebug serves profiles in debug mode, and sends them if there is a Pyroscope.
func runDebug(ctx context.Context, c *config.Config) error {
	if c.PyroscopeHost != "" {
		stop, err := debug.Profile("server", c.PyroscopeHost)
		if err != nil {
			return err
		}
		defer func() { _ = stop() }()
	}
	if !c.Debug || c.Listen.Debug == "" {
		<-ctx.Done()
		return nil
	}
	ln, err := utils.Listen(c.Listen.Debug, nil)
	if err != nil {
		return fmt.Errorf("listening for debuggers (listen.debug): %w", err)
	}
	return utils.Serve(ctx, debug.Server(), ln)
}
