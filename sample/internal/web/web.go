// Package web is authentik's HTTP front: it serves the web UI's files itself and passes the rest to the Python core.
package web

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/gorilla/mux"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	log "github.com/sirupsen/logrus"
	"golang.org/x/sync/errgroup"

	api "goauthentik.io/api/v3"
	"goauthentik.io/internal/config"
	"goauthentik.io/internal/constants"
	"goauthentik.io/internal/outpost/ak"
)

// CoreSocket is where the core listens. lifecycle/gunicorn.conf.py derives the same path, so both follow TMPDIR.
func CoreSocket() string { return filepath.Join(os.TempDir(), "authentik-core.sock") }

// Server is the HTTP front.
type Server struct {
	// Client asks the core with the rights of authentik itself.
	Client    *api.APIClient
	config    *config.Config
	transport *http.Transport
	outpost   http.Handler
}

// New returns the front of the core behind a socket, with the outpost that is inside.
func New(c *config.Config, socket string, outpost http.Handler) *Server {
	transport := ak.UnixTransport(socket)
	return &Server{
		Client: ak.NewClient(&url.URL{Scheme: "http", Host: "localhost"}, c.SecretKey, transport),
		config: c, transport: transport, outpost: outpost,
	}
}

// Handler is everything that the server answers.
func (s *Server) Handler() http.Handler {
	router := mux.NewRouter().SkipClean(true)
	router.Path("/-/health/live/").HandlerFunc(live)
	router.Path("/-/health/ready/").HandlerFunc(s.ready)
	router.PathPrefix(constants.OutpostPrefix).Handler(s.outpost)
	staticRoutes(router)
	router.PathPrefix("/").Handler(&httputil.ReverseProxy{
		Transport: s.transport,
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(&url.URL{Scheme: "http", Host: "localhost"})
			r.SetXForwarded()
			r.Out.Host = r.In.Host
		},
		ErrorHandler: func(w http.ResponseWriter, r *http.Request, err error) {
			log.WithError(err).WithField("path", r.URL.Path).Info("the core does not answer")
			w.Header().Set("Retry-After", "5")
			http.Error(w, "authentik is starting", http.StatusServiceUnavailable)
		},
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Powered-By", "authentik")
		router.ServeHTTP(w, r)
	})
}

// Run serves pages and metrics until ctx ends or one of them cannot be served, and then finishes requests under way.
func (s *Server) Run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return Serve(ctx, s.config.Listen.Metrics, promhttp.Handler()) })
	group.Go(func() error { return Serve(ctx, s.config.Listen.HTTP, s.Handler()) })
	return group.Wait()
}

// Serve serves one port.
func Serve(ctx context.Context, address string, handler http.Handler) error {
	if address == "" {
		<-ctx.Done()
		return nil
	}
	ln, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("opening a port: %w", err)
	}
	log.WithField("listen", ln.Addr().String()).Info("listening")
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	stop := context.AfterFunc(ctx, func() { _ = server.Shutdown(context.WithoutCancel(ctx)) })
	defer stop()
	if err := server.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving on %s: %w", ln.Addr(), err)
	}
	return nil
}
