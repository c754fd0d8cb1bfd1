package main

import (
	"context"
	"errors"
	"os"

	"goauthentik.io/internal/common"
	"goauthentik.io/internal/config"
	"goauthentik.io/internal/gounicorn"
	"goauthentik.io/internal/web"
)

// core is the Python core, if it is run by us.
type core struct {
	unicorn *gounicorn.GoUnicorn
	done    chan struct{}
	// gaveUp is why the core will not come, known when done is closed.
	gaveUp error
}

// startCore starts the core unless the configuration says that somebody else does. Without a gunicorn the server runs
// all the same, and says so: the core may be started by hand, and a health page that answers "not ready" tells more
// than a process that ends again and again. A core that gives up for a reason of its own, such as a database that refuses
// it, ends the server.
func startCore(ctx context.Context, c *config.Config) (*core, error) {
	logger := common.Logger("router.unicorn").WithField("socket", web.CoreSocket())
	if !c.Web.SpawnCore {
		logger.Info("web.spawn_core is off, waiting for a core started elsewhere")
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
		var gaveUp *gounicorn.GaveUpError
		switch {
		case errors.As(err, &gaveUp):
			running.gaveUp = err
		case errors.Is(err, gounicorn.ErrNotInstalled):
			logger.WithField("PATH", os.Getenv("PATH")).Error("gunicorn is not on PATH, so the core is not started: " +
				"put it there, or start the core elsewhere and set AUTHENTIK_WEB__SPAWN_CORE=false")
		case err != nil:
			logger.WithError(err).Error("the core cannot be started")
		}
	}()
	return running, nil
}

// wait returns when the core has ended, with an error if nothing can be done without it.
func (c *core) wait() error {
	if c.done != nil {
		<-c.done
	}
	return c.gaveUp
}

func (c *core) reload() error {
	if c.unicorn == nil {
		return errors.New("reloading the core: it was started elsewhere")
	}
	return c.unicorn.Reload()
}
