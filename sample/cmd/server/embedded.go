package main

import (
	"context"
	"net/url"
	"time"

	"github.com/gorilla/sessions"

	api "goauthentik.io/api/v3"
	"goauthentik.io/internal/common"
	"goauthentik.io/internal/config"
	"goauthentik.io/internal/outpost/ak"
	"goauthentik.io/internal/outpost/proxyv2"
	"goauthentik.io/internal/outpost/proxyv2/postgresstore"
	"goauthentik.io/internal/web"
)

// cleanInterval is how often sessions that have ended are deleted.
const cleanInterval = time.Hour

// runEmbedded runs the proxy outpost inside the server. Whatever happens to it, authentik itself goes on.
func runEmbedded(ctx context.Context, c *config.Config, front *web.Server) error {
	logger := common.Logger("outpost.embedded")
	if !front.Prober.WaitReady(ctx) {
		return nil
	}
	if c.SecretKey == "" {
		logger.Warning("secret_key is not set, so the core will not trust the embedded outpost")
	}
	registry := front.Metrics.Registry()
	controller, err := ak.Connect(ctx, ak.Options{
		Base:      &url.URL{Scheme: "http", Host: "localhost", Path: c.Web.Path},
		Token:     c.SecretKey,
		Transport: ak.UnixTransport(web.CoreSocket()),
		Embedded:  true,
		Registry:  registry,
	})
	if ctx.Err() != nil {
		return nil
	}
	if err != nil {
		logger.WithError(err).Error("the embedded outpost cannot be used")
		return nil
	}
	outpost, err := proxyv2.New(controller, proxyv2.Options{
		Config: c, Registry: registry, Store: sessionStore(ctx, c), Embedded: true,
	})
	if err != nil {
		return err
	}
	front.SetOutpost(outpost)
	if err := controller.Run(ctx, outpost); err != nil && ctx.Err() == nil {
		logger.WithError(err).Error("the embedded outpost has stopped")
	}
	return nil
}

// sessionStore keeps sessions in the database, or in files where the database has no table for them.
func sessionStore(ctx context.Context, c *config.Config) proxyv2.StoreFor {
	logger := common.Logger("outpost.embedded")
	db, err := postgresstore.Open(c.PostgreSQL)
	if err == nil {
		err = postgresstore.Available(ctx, db)
	}
	if err != nil {
		logger.WithError(err).Warning("sessions of proxied applications are kept in files, which other replicas do not see")
		return proxyv2.FileStore
	}
	go func() {
		for ctx.Err() == nil {
			if err := postgresstore.Clean(ctx, db); err != nil && ctx.Err() == nil {
				logger.WithError(err).Warning("cleaning sessions failed")
			}
			select {
			case <-ctx.Done():
			case <-time.After(cleanInterval):
			}
		}
	}()
	return func(settings api.ProxyOutpostConfig, options *sessions.Options) (sessions.Store, error) {
		return postgresstore.New(db, proxyv2.Codecs(settings), options), nil
	}
}
