package main

import (
	"context"
	"crypto/sha256"
	"net/http"
	"net/url"
	"sync/atomic"

	"goauthentik.io/internal/common"
	"goauthentik.io/internal/config"
	"goauthentik.io/internal/outpost/ak"
	"goauthentik.io/internal/outpost/proxyv2"
	"goauthentik.io/internal/outpost/proxyv2/postgresstore"
	"goauthentik.io/internal/web"
)

// embedded is the proxy outpost inside the server, which is there once the core is.
type embedded struct {
	config *config.Config
	proxy  atomic.Pointer[proxyv2.Proxy]
}

// ServeHTTP implements http.Handler.
func (e *embedded) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if proxy := e.proxy.Load(); proxy != nil {
		proxy.ServeHTTP(w, r)
		return
	}
	http.Error(w, "authentik is starting", http.StatusServiceUnavailable)
}

// run waits for the core and serves until ctx ends.
func (e *embedded) run(ctx context.Context, front *web.Server) error {
	_, err := common.Persist(ctx, "waiting for the core", func(ctx context.Context) (any, error) { return nil, front.Probe(ctx) })
	if err == nil {
		key := sha256.Sum256([]byte(e.config.SecretKey))
		var store *postgresstore.Store
		if store, err = postgresstore.Open(e.config.PostgreSQL, key[:]); err == nil {
			proxy := proxyv2.Embedded(store)
			e.proxy.Store(proxy)
			err = (&ak.Controller{
				Base: &url.URL{Scheme: "http", Host: "localhost"}, Token: e.config.SecretKey,
				Transport: ak.UnixTransport(web.CoreSocket()), Managed: "goauthentik.io/outposts/embedded",
			}).Run(ctx, proxy)
		}
	}
	if ctx.Err() != nil {
		return nil
	}
	return err
}
