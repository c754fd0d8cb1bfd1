// Package web is authentik's HTTP front: it serves the web UI's files itself and passes the rest to the Python core.
package web

import (
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	log "github.com/sirupsen/logrus"

	api "goauthentik.io/api/v3"
	"goauthentik.io/internal/common"
	"goauthentik.io/internal/config"
	"goauthentik.io/internal/crypto"
	"goauthentik.io/internal/outpost/ak"
	"goauthentik.io/internal/web/brandtls"
)

// maxSocketPath is how many bytes the path of a unix socket may have.
const maxSocketPath = 107

// CoreSocket is where the core listens. lifecycle/gunicorn.conf.py derives the same path, so both follow TMPDIR.
func CoreSocket() string {
	return filepath.Join(os.TempDir(), "authentik-core.sock")
}

// Outpost is the proxy outpost inside the server.
type Outpost interface {
	http.Handler
	// Handles says whether a request is for an application behind the outpost rather than for authentik.
	Handles(r *http.Request) bool
}

// Options is what a Server is made of.
type Options struct {
	Config *config.Config
	// Socket is where the core listens.
	Socket string
	// DistDir and AuthentikDir hold the web UI; empty ones mean the folders below the working directory.
	DistDir, AuthentikDir string
}

// Server is the HTTP front.
type Server struct {
	// Client asks the core with the rights of authentik itself.
	Client *api.APIClient
	// Prober knows whether the core is ready.
	Prober *Prober
	// Metrics is what is counted here; other parts may add theirs.
	Metrics *Metrics
	// BrandTLS chooses certificates. It serves a self-signed one until it is run.
	BrandTLS *brandtls.Watcher

	log       *log.Entry
	config    *config.Config
	trusted   []netip.Prefix
	transport http.RoundTripper
	dist      string
	icons     string
	outpost   atomic.Pointer[Outpost]
	open      []listener
}

// New prepares a server; nothing listens yet.
func New(o Options) (*Server, error) {
	if len(o.Socket) > maxSocketPath {
		return nil, fmt.Errorf("the core's socket %s has a path of more than %d bytes: set TMPDIR to a shorter one",
			o.Socket, maxSocketPath)
	}
	trusted, err := o.Config.Listen.TrustedProxies()
	if err != nil {
		return nil, err
	}
	fallback, err := crypto.SelfSigned("authentik.invalid")
	if err != nil {
		return nil, err
	}
	base := &url.URL{Scheme: "http", Host: "localhost", Path: o.Config.Web.Path}
	s := &Server{
		Metrics:   NewMetrics(),
		log:       common.Logger("router"),
		config:    o.Config,
		trusted:   trusted,
		transport: ak.UnixTransport(o.Socket),
		dist:      o.DistDir,
		icons:     o.AuthentikDir,
	}
	if s.dist == "" {
		s.dist = distDir
	}
	if s.icons == "" {
		s.icons = authentikDir
	}
	s.Client = ak.NewClient(base, o.Config.SecretKey, s.transport)
	s.Prober = NewProber(s.Client, s.transport, strings.TrimSuffix(base.String(), "/"), s.Metrics)
	s.BrandTLS = brandtls.New(s.Client, &fallback)
	return s, nil
}

// SetOutpost puts an outpost in front of the core, from now on.
func (s *Server) SetOutpost(o Outpost) { s.outpost.Store(&o) }
