// Package ldap is the LDAP outpost: it lets programs that know only LDAP check passwords and look up users. Everything
// is read-only, and who binds runs through one of authentik's flows.
package ldap

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"sync"

	"github.com/go-ldap/ldap/v3"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	log "github.com/sirupsen/logrus"
	"golang.org/x/sync/errgroup"

	api "goauthentik.io/api/v3"
	"goauthentik.io/internal/common"
	"goauthentik.io/internal/config"
	"goauthentik.io/internal/crypto"
	"goauthentik.io/internal/outpost/ak"
	"goauthentik.io/internal/outpost/flow"
	utils "goauthentik.io/internal/utils/web"
)

// Server is the LDAP outpost.
type Server struct {
	log        *log.Entry
	listen     config.Listen
	controller *ak.Controller
	flows      *flow.Executor
	trusted    []netip.Prefix
	requests   *prometheus.HistogramVec

	mu        sync.RWMutex
	providers []*provider
}

// New returns an outpost that serves nothing until it is refreshed.
func New(c *ak.Controller, listen config.Listen, registry prometheus.Registerer) (*Server, error) {
	trusted, err := listen.TrustedProxies()
	if err != nil {
		return nil, err
	}
	return &Server{
		log:        common.Logger("outpost.ldap"),
		listen:     listen,
		controller: c,
		flows:      flow.NewExecutor(c),
		trusted:    trusted,
		requests: promauto.With(registry).NewHistogramVec(prometheus.HistogramOpts{
			Name: "authentik_outpost_ldap_request_duration_seconds",
			Help: "How long requests took, by kind and result code.",
		}, []string{"type", "code"}),
	}, nil
}

// Refresh implements ak.Service.
func (s *Server) Refresh(ctx context.Context) error {
	all, err := ak.All(ctx, "listing LDAP providers",
		func(page, size int32) (*api.PaginatedLDAPOutpostConfigList, *http.Response, error) {
			return s.controller.Client.OutpostsAPI.OutpostsLdapList(ctx).Page(page).PageSize(size).Execute()
		})
	if err != nil {
		return err
	}
	known := map[int32]*provider{}
	for _, p := range s.current() {
		known[p.Pk] = p
	}
	var providers []*provider
	for _, settings := range all {
		p, err := newProvider(s, settings, known[settings.Pk])
		if err != nil {
			s.log.WithError(err).WithField("provider", settings.Name).Warning("provider is left out")
			continue
		}
		providers = append(providers, p)
	}
	s.mu.Lock()
	s.providers = providers
	s.mu.Unlock()
	s.log.WithField("providers", len(providers)).Info("providers refreshed")
	return nil
}

// Handle implements ak.Service; authentik has no messages for LDAP only.
func (s *Server) Handle(context.Context, map[string]any) {}

func (s *Server) current() []*provider {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.providers
}

// providerFor returns the provider whose tree holds a name, or nil.
func (s *Server) providerFor(dn *ldap.DN) *provider {
	for _, p := range s.current() {
		if p.base.EqualFold(dn) || p.base.AncestorOfFold(dn) {
			return p
		}
	}
	return nil
}

// Serve implements ak.Service.
func (s *Server) Serve(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	for name, addr := range map[string]string{"ldap": s.listen.LDAP, "ldaps": s.listen.LDAPS} {
		if addr == "" {
			continue
		}
		ln, err := utils.Listen(addr, s.trusted)
		if err != nil {
			return fmt.Errorf("listening for %s (listen.%s): %w", name, name, err)
		}
		if name == "ldaps" {
			fallback, err := crypto.SelfSigned("authentik.invalid")
			if err != nil {
				return err
			}
			ln = tls.NewListener(ln, crypto.ServerConfig(s.chooseCertificate(&fallback)))
		}
		s.log.WithField("listen", ln.Addr().String()).WithField("for", name).Info("listening")
		group.Go(func() error { return s.accept(ctx, ln) })
	}
	return group.Wait()
}

// chooseCertificate returns the certificate of the provider for the asked name.
func (s *Server) chooseCertificate(fallback *tls.Certificate) func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	return func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
		for _, p := range s.current() {
			if p.certificate != nil && p.GetTlsServerName() == hello.ServerName {
				return p.certificate, nil
			}
		}
		return fallback, nil
	}
}

// accept serves each client until it leaves or ctx ends.
func (s *Server) accept(ctx context.Context, ln net.Listener) error {
	var clients sync.WaitGroup
	defer clients.Wait()
	stop := context.AfterFunc(ctx, func() { _ = ln.Close() })
	defer stop()
	for {
		conn, err := ln.Accept()
		if err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return fmt.Errorf("accepting LDAP clients on %s: %w", ln.Addr(), err)
		}
		clients.Add(1)
		go func() {
			defer clients.Done()
			s.serveClient(ctx, conn)
		}()
	}
}
