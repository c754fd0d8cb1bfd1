// Package rac is the remote access outpost: it joins a browser, which speaks through authentik, with guacd, which
// speaks RDP, VNC and SSH.
package rac

import (
	"context"
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/mitchellh/mapstructure"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	log "github.com/sirupsen/logrus"
	"github.com/wwt/guac"

	"goauthentik.io/internal/common"
	"goauthentik.io/internal/outpost/ak"
)

// dialTimeout is how long guacd may take to accept a connection.
const dialTimeout = 5 * time.Second

// Server is the remote access outpost.
type Server struct {
	log        *log.Entry
	controller *ak.Controller
	guacd      *guacd
	sessions   prometheus.Gauge

	running sync.WaitGroup
}

// New returns an outpost that runs its own guacd, or uses one that is there already.
func New(c *ak.Controller, registry prometheus.Registerer) *Server {
	return &Server{
		log:        common.Logger("outpost.rac"),
		controller: c,
		guacd:      newGuacd(),
		sessions: promauto.With(registry).NewGauge(prometheus.GaugeOpts{
			Name: "authentik_outpost_rac_sessions",
			Help: "Sessions that are open at the moment.",
		}),
	}
}

// Refresh implements ak.Service; all that a session needs comes with its message.
func (s *Server) Refresh(context.Context) error { return nil }

// Serve implements ak.Service.
func (s *Server) Serve(ctx context.Context) error {
	defer s.running.Wait()
	return s.guacd.run(ctx)
}

// request is the message by which authentik asks for a session.
type request struct {
	// Channel names the browser's end.
	Channel  string            `mapstructure:"dest_channel_id"`
	Protocol string            `mapstructure:"protocol"`
	Params   map[string]string `mapstructure:"params"`
}

// Handle implements ak.Service: it starts a session.
func (s *Server) Handle(ctx context.Context, args map[string]any) {
	var r request
	if err := mapstructure.WeakDecode(args, &r); err != nil || r.Channel == "" || r.Protocol == "" {
		s.log.WithError(err).Warning("ignoring a session without channel or protocol")
		return
	}
	s.running.Add(1)
	go func() {
		defer s.running.Done()
		s.sessions.Inc()
		defer s.sessions.Dec()
		entry := s.log.WithField("channel", r.Channel).WithField("protocol", r.Protocol)
		entry.Info("session begins")
		if err := s.session(ctx, r); err != nil && ctx.Err() == nil {
			entry.WithError(err).Warning("session failed")
			return
		}
		entry.Info("session ended")
	}()
}

// session joins both ends until one of them leaves.
func (s *Server) session(ctx context.Context, r request) error {
	conn, err := (&net.Dialer{Timeout: dialTimeout}).DialContext(ctx, "tcp", s.guacd.addr)
	if err != nil {
		return fmt.Errorf("connecting to guacd: %w", err)
	}
	stream := guac.NewStream(conn, guac.SocketTimeout)
	settings := guac.NewGuacamoleConfiguration()
	settings.Protocol = r.Protocol
	settings.Parameters = r.Params
	settings.AudioMimetypes = []string{"audio/L8", "audio/L16"}
	settings.ImageMimetypes = []string{"image/png", "image/jpeg", "image/webp"}
	if err := stream.Handshake(settings); err != nil {
		_ = conn.Close()
		return fmt.Errorf("agreeing with guacd on a %s session: %w", r.Protocol, err)
	}
	tunnel := guac.NewSimpleTunnel(stream)
	defer func() { _ = tunnel.Close() }()

	browser, err := s.controller.Dial("/ws/outpost_rac/" + r.Channel + "/")(ctx)
	if err != nil {
		return err
	}
	return join(ctx, browser, tunnel)
}
