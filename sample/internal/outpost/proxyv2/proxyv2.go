// Package proxyv2 is the proxy outpost: it puts authentik in front of web applications that know nothing of it, as a
// reverse proxy or as the one whom another reverse proxy asks.
package proxyv2

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/sessions"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	log "github.com/sirupsen/logrus"
	"golang.org/x/exp/maps"
	"golang.org/x/sync/errgroup"

	api "goauthentik.io/api/v3"
	"goauthentik.io/internal/common"
	"goauthentik.io/internal/config"
	"goauthentik.io/internal/constants"
	"goauthentik.io/internal/crypto"
	"goauthentik.io/internal/outpost/ak"
	utils "goauthentik.io/internal/utils/web"
)

// StoreFor makes the place where a provider's sessions are kept.
type StoreFor func(settings api.ProxyOutpostConfig, options *sessions.Options) (sessions.Store, error)

// Options is what a Server is made of.
type Options struct {
	Config   *config.Config
	Registry prometheus.Registerer
	// Store defaults to files in the temporary folder.
	Store StoreFor
	// Embedded outposts are part of the server, which listens for them.
	Embedded bool
}

// Server is the proxy outpost.
type Server struct {
	log        *log.Entry
	controller *ak.Controller
	options    Options
	trusted    []netip.Prefix
	requests   *prometheus.HistogramVec

	mu   sync.RWMutex
	apps map[string]*application
}

// New returns an outpost that serves nothing until it is refreshed.
func New(c *ak.Controller, o Options) (*Server, error) {
	trusted, err := o.Config.Listen.TrustedProxies()
	if err != nil {
		return nil, err
	}
	if o.Store == nil {
		o.Store = FileStore
	}
	return &Server{
		log:        common.Logger("outpost.proxyv2"),
		controller: c,
		options:    o,
		trusted:    trusted,
		requests: promauto.With(o.Registry).NewHistogramVec(prometheus.HistogramOpts{
			Name: "authentik_outpost_proxy_request_duration_seconds",
			Help: "How long requests took, by application.",
		}, []string{"host"}),
	}, nil
}

// Refresh implements ak.Service.
func (s *Server) Refresh(ctx context.Context) error {
	all, err := ak.All(ctx, "listing proxy providers",
		func(page, size int32) (*api.PaginatedProxyOutpostConfigList, *http.Response, error) {
			return s.controller.Client.OutpostsAPI.OutpostsProxyList(ctx).Page(page).PageSize(size).Execute()
		})
	if err != nil {
		return err
	}
	apps := map[string]*application{}
	for _, settings := range all {
		app, err := newApplication(s, settings)
		if err != nil {
			s.log.WithError(err).WithField("provider", settings.Name).Warning("provider is left out")
			continue
		}
		apps[app.external.Host] = app
	}
	s.mu.Lock()
	s.apps = apps
	s.mu.Unlock()
	hosts := maps.Keys(apps)
	sort.Strings(hosts)
	s.log.WithField("hosts", strings.Join(hosts, " ")).Info("providers refreshed")
	return nil
}

// Handle implements ak.Service; authentik has no messages for the proxy only.
func (s *Server) Handle(context.Context, map[string]any) {}

// appFor returns the application that a host belongs to, or nil.
func (s *Server) appFor(host string) *application {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if app := s.apps[host]; app != nil {
		return app
	}
	// A provider for a whole domain answers for every host below it that has none of its own.
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	var best *application
	for _, app := range s.apps {
		if app.coversDomain(name) && (best == nil || len(app.GetCookieDomain()) > len(best.GetCookieDomain())) {
			best = app
		}
	}
	return best
}

// Handles says whether a request is for an application behind the outpost.
func (s *Server) Handles(r *http.Request) bool {
	if strings.HasPrefix(r.URL.Path, constants.OutpostPrefix+"/") {
		return true
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.apps[r.Host] != nil
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == constants.OutpostPrefix+"/ping" {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	host := r.Host
	if target := originalURL(r); target != nil {
		host = target.Host
	}
	app := s.appFor(host)
	if app == nil {
		// The host is the client's word: it goes into the log, not into a page.
		s.log.WithField("host", host).Debug("no application for this host")
		http.Error(w, "There is no application here.", http.StatusNotFound)
		return
	}
	start := time.Now()
	defer func() { s.requests.WithLabelValues(app.external.Host).Observe(time.Since(start).Seconds()) }()
	app.ServeHTTP(w, r)
}

// Serve implements ak.Service.
func (s *Server) Serve(ctx context.Context) error {
	if s.options.Embedded {
		<-ctx.Done()
		return nil
	}
	fallback, err := crypto.SelfSigned("authentik.invalid")
	if err != nil {
		return err
	}
	settings := s.options.Config
	handler := utils.TrustForwarded(s.trusted, utils.LogRequests(s.log, utils.Recover(s.log, s)))
	group, ctx := errgroup.WithContext(ctx)
	for name, addr := range map[string]string{"http": settings.Listen.HTTP, "https": settings.Listen.HTTPS} {
		if addr == "" {
			continue
		}
		ln, err := utils.Listen(addr, s.trusted)
		if err != nil {
			return fmt.Errorf("listening for %s (listen.%s): %w", name, name, err)
		}
		if name == "https" {
			ln = tls.NewListener(ln, crypto.ServerConfig(s.chooseCertificate(&fallback), "h2", "http/1.1"))
		}
		server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second,
			IdleTimeout: settings.Web.TimeoutHTTPIdle}
		s.log.WithField("listen", ln.Addr().String()).WithField("for", name).Info("listening")
		group.Go(func() error { return utils.Serve(ctx, server, ln) })
	}
	return group.Wait()
}

func (s *Server) chooseCertificate(fallback *tls.Certificate) func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	return func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
		if app := s.appFor(hello.ServerName); app != nil && app.certificate != nil {
			return app.certificate, nil
		}
		return fallback, nil
	}
}
