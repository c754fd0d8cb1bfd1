// Package proxyv2 is the proxy outpost: it sends a browser to authentik, and answers whether it has come back.
package proxyv2

import (
	"context"
	"net/http"
	"strings"
	"sync/atomic"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/gorilla/securecookie"
	"github.com/gorilla/sessions"
	"golang.org/x/oauth2"

	api "goauthentik.io/api/v3"
	"goauthentik.io/internal/config"
	"goauthentik.io/internal/constants"
	"goauthentik.io/internal/outpost/ak"
	"goauthentik.io/internal/web"
	staticweb "goauthentik.io/web"
)

// Proxy is the proxy outpost. It serves the first provider that authentik has.
type Proxy struct {
	listen string
	store  sessions.Store
	oauth  atomic.Pointer[oauth2.Config]
}

// New returns the outpost that runs on its own.
func New(c *config.Config) ak.Service {
	return &Proxy{listen: c.Listen.HTTP, store: sessions.NewCookieStore(securecookie.GenerateRandomKey(32))}
}

// Embedded returns the outpost inside the server, with a store of sessions that every replica sees.
func Embedded(store sessions.Store) *Proxy { return &Proxy{store: store} }

// Refresh implements ak.Service.
func (p *Proxy) Refresh(ctx context.Context, client *api.APIClient) error {
	list, response, err := client.OutpostsAPI.OutpostsProxyList(ctx).Execute()
	if err != nil {
		return ak.Explain("listing proxy providers", response, err)
	}
	for _, provider := range list.Results {
		verified := (&oidc.ProviderConfig{AuthURL: provider.OidcConfiguration.AuthorizationEndpoint}).NewProvider(ctx)
		p.oauth.Store(&oauth2.Config{ClientID: provider.GetClientId(), Endpoint: verified.Endpoint(), Scopes: []string{oidc.ScopeOpenID}})
		break
	}
	return nil
}

// Serve implements ak.Service.
func (p *Proxy) Serve(ctx context.Context) error { return web.Serve(ctx, p.listen, p) }

// ServeHTTP answers what a proxied application asks of its outpost.
func (p *Proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	oauth := p.oauth.Load()
	switch {
	case r.URL.Path == constants.OutpostPrefix+"/ping":
		w.WriteHeader(http.StatusNoContent)
	case strings.HasPrefix(r.URL.Path, constants.OutpostPrefix+"/static/dist/"):
		http.StripPrefix(constants.OutpostPrefix+"/static/dist", staticweb.StaticHandler).ServeHTTP(w, r)
	case r.URL.Path == constants.OutpostPrefix+"/start" && oauth != nil:
		session, err := p.store.Get(r, "authentik_proxy")
		if err == nil {
			session.Values["state"] = oauth2.GenerateVerifier()
			err = session.Save(r, w)
		}
		if err != nil {
			http.Error(w, "the session cannot be kept", http.StatusInternalServerError)
			return
		}
		http.Redirect(w, r, oauth.AuthCodeURL(session.Values["state"].(string)), http.StatusFound)
	default:
		http.NotFound(w, r)
	}
}
