// Package radius is the RADIUS outpost: network gear asks it whether a name and a password are right (RFC 2865, PAP).
package radius

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	log "github.com/sirupsen/logrus"
	"layeh.com/radius"

	api "goauthentik.io/api/v3"
	"goauthentik.io/internal/common"
	"goauthentik.io/internal/outpost/ak"
	"goauthentik.io/internal/outpost/flow"
)

// shutdownGrace is how long answers that are under way may take.
const shutdownGrace = 5 * time.Second

// Server is the RADIUS outpost.
type Server struct {
	log        *log.Entry
	listen     string
	controller *ak.Controller
	flows      *flow.Executor
	requests   *prometheus.CounterVec

	mu        sync.RWMutex
	providers []*provider
}

// New returns an outpost that serves nothing until it is refreshed.
func New(c *ak.Controller, listen string, registry prometheus.Registerer) *Server {
	return &Server{
		log:        common.Logger("outpost.radius"),
		listen:     listen,
		controller: c,
		flows:      flow.NewExecutor(c),
		requests: promauto.With(registry).NewCounterVec(prometheus.CounterOpts{
			Name: "authentik_outpost_radius_requests_total",
			Help: "Requests by what became of them.",
		}, []string{"result"}),
	}
}

// Refresh implements ak.Service.
func (s *Server) Refresh(ctx context.Context) error {
	all, err := ak.All(ctx, "listing RADIUS providers",
		func(page, size int32) (*api.PaginatedRadiusOutpostConfigList, *http.Response, error) {
			return s.controller.Client.OutpostsAPI.OutpostsRadiusList(ctx).Page(page).PageSize(size).Execute()
		})
	if err != nil {
		return err
	}
	var providers []*provider
	for _, settings := range all {
		p, err := newProvider(settings)
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

// Handle implements ak.Service; authentik has no messages for RADIUS only.
func (s *Server) Handle(context.Context, map[string]any) {}

// Serve implements ak.Service.
func (s *Server) Serve(ctx context.Context) error {
	if s.listen == "" {
		<-ctx.Done()
		return nil
	}
	conn, err := net.ListenPacket("udp", s.listen)
	if err != nil {
		return fmt.Errorf("listening for RADIUS (listen.radius): %w", err)
	}
	return s.serve(ctx, conn)
}

func (s *Server) serve(ctx context.Context, conn net.PacketConn) error {
	server := &radius.PacketServer{SecretSource: s, Handler: radius.HandlerFunc(s.answer), ErrorLog: quiet(s.log)}
	stopped := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(stopped)
		grace, cancel := context.WithTimeout(context.Background(), shutdownGrace)
		defer cancel()
		_ = server.Shutdown(grace)
	})
	s.log.WithField("listen", conn.LocalAddr().String()).Info("listening")
	err := server.Serve(conn)
	if !stop() {
		<-stopped
	}
	_ = conn.Close()
	if errors.Is(err, radius.ErrServerShutdown) {
		return nil
	}
	return fmt.Errorf("serving RADIUS on %s: %w", conn.LocalAddr(), err)
}

// providerFor returns the provider whose networks hold an address; the narrowest wins.
func (s *Server) providerFor(addr net.Addr) *provider {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var best *provider
	bits := -1
	for _, p := range s.providers {
		if b := p.covers(addr); b > bits {
			best, bits = p, b
		}
	}
	return best
}

// RADIUSSecret implements radius.SecretSource.
func (s *Server) RADIUSSecret(_ context.Context, addr net.Addr) ([]byte, error) {
	p := s.providerFor(addr)
	if p == nil {
		s.requests.WithLabelValues("unknown_client").Inc()
		return nil, fmt.Errorf("no provider serves %s", addr)
	}
	return []byte(p.GetSharedSecret()), nil
}
