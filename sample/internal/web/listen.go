package web

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"goauthentik.io/internal/crypto"
	utils "goauthentik.io/internal/utils/web"
)

// listener is an open port and what is served there.
type listener struct {
	name   string
	ln     net.Listener
	server *http.Server
}

// Listen opens every port that is configured, so that one which is taken is known before anything is started.
func (s *Server) Listen() error {
	handler := s.Handler()
	for _, l := range []struct {
		name, addr string
		handler    http.Handler
		tls        bool
	}{
		{"http", s.config.Listen.HTTP, handler, false},
		{"https", s.config.Listen.HTTPS, handler, true},
		{"metrics", s.config.Listen.Metrics, s.Metrics.Handler(), false},
	} {
		if l.addr == "" {
			continue
		}
		ln, err := utils.Listen(l.addr, s.trusted)
		if err != nil {
			s.close()
			return fmt.Errorf("listening for %s (listen.%s): %w", l.name, l.name, err)
		}
		if l.tls {
			ln = tls.NewListener(ln, crypto.ServerConfig(s.BrandTLS.Choose, "h2", "http/1.1"))
		}
		s.open = append(s.open, listener{l.name, ln, s.httpServer(l.handler)})
	}
	return nil
}

// httpServer bounds what a slow or hostile client can hold open.
func (s *Server) httpServer(handler http.Handler) *http.Server {
	web := s.config.Web
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: positive(web.TimeoutHTTPReadHeader, 5*time.Second),
		ReadTimeout:       web.TimeoutHTTPRead,
		WriteTimeout:      web.TimeoutHTTPWrite,
		IdleTimeout:       web.TimeoutHTTPIdle,
	}
}

func positive(d, otherwise time.Duration) time.Duration {
	if d > 0 {
		return d
	}
	return otherwise
}

// Addr returns where a protocol is served ("http", "https", "metrics"), or nil if it is off.
func (s *Server) Addr(name string) net.Addr {
	for _, l := range s.open {
		if l.name == name {
			return l.ln.Addr()
		}
	}
	return nil
}

// Serve answers requests on every open port until ctx ends, and then finishes those under way.
func (s *Server) Serve(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	for _, l := range s.open {
		s.log.WithField("listen", l.ln.Addr().String()).WithField("for", l.name).Info("listening")
		group.Go(func() error { return utils.Serve(ctx, l.server, l.ln) })
	}
	return group.Wait()
}

func (s *Server) close() {
	for _, l := range s.open {
		_ = l.ln.Close()
	}
	s.open = nil
}
