package proxyv2

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/gorilla/mux"
	"github.com/gorilla/sessions"
	log "github.com/sirupsen/logrus"
	"golang.org/x/oauth2"

	api "goauthentik.io/api/v3"
	"goauthentik.io/internal/constants"
	"goauthentik.io/internal/outpost/ak"
	utils "goauthentik.io/internal/utils/web"
	staticweb "goauthentik.io/web"
)

// application is one provider: a web application and who may use it.
type application struct {
	api.ProxyOutpostConfig

	log         *log.Entry
	server      *Server
	external    *url.URL
	internal    *url.URL
	skip        []*regexp.Regexp
	certificate *tls.Certificate

	oauth      oauth2.Config
	verifier   *oidc.IDTokenVerifier
	endSession string
	http       *http.Client

	cookie   string
	sessions sessions.Store
	stateKey []byte
	routes   http.Handler
}

func newApplication(s *Server, settings api.ProxyOutpostConfig) (*application, error) {
	a := &application{
		ProxyOutpostConfig: settings,
		log:                s.log.WithField("app", settings.AssignedApplicationSlug),
		server:             s,
		http:               &http.Client{Transport: s.controller.Transport()},
	}
	if err := a.parse(); err != nil {
		return nil, err
	}
	if err := a.setupOAuth(); err != nil {
		return nil, err
	}
	if id := settings.GetCertificate(); id != "" {
		cert, err := ak.Certificate(context.Background(), s.controller.Client, id)
		if err != nil {
			a.log.WithError(err).Warning("application keeps the default certificate")
		}
		a.certificate = cert
	}
	sum := sha256.Sum256([]byte(settings.GetClientId()))
	a.cookie = "authentik_proxy_" + hex.EncodeToString(sum[:4])
	a.stateKey = key("state", settings.GetCookieSecret())
	store, err := s.options.Store(settings, &sessions.Options{
		Path:     "/",
		Domain:   settings.GetCookieDomain(),
		MaxAge:   int(settings.GetAccessTokenValidity()),
		HttpOnly: true,
		Secure:   a.external.Scheme == "https",
		SameSite: http.SameSiteLaxMode,
	})
	if err != nil {
		return nil, err
	}
	a.sessions = store
	a.routes = a.router()
	return a, nil
}

// parse reads the parts of the settings that may be wrong.
func (a *application) parse() error {
	external, err := url.Parse(a.ExternalHost)
	if err != nil || external.Host == "" || (external.Scheme != "http" && external.Scheme != "https") {
		return fmt.Errorf("its external host %q is not an address like https://app.example.com", a.ExternalHost)
	}
	a.external = external
	if a.GetMode() == api.PROXYMODE_PROXY {
		internal, err := url.Parse(a.GetInternalHost())
		if err != nil || internal.Host == "" {
			return fmt.Errorf("its internal host %q is not an address like http://app.internal", a.GetInternalHost())
		}
		a.internal = internal
	}
	if a.GetMode() == api.PROXYMODE_FORWARD_DOMAIN && a.GetCookieDomain() == "" {
		return errors.New("it is for a domain and names no cookie domain")
	}
	if a.GetCookieSecret() == "" {
		return errors.New("it has no cookie secret")
	}
	for _, line := range strings.Split(a.GetSkipPathRegex(), "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		skip, err := regexp.Compile(line)
		if err != nil {
			return fmt.Errorf("its unauthenticated path %q is not a regular expression: %w", line, err)
		}
		a.skip = append(a.skip, skip)
	}
	return nil
}

func (a *application) router() http.Handler {
	prefix := constants.OutpostPrefix
	router := mux.NewRouter().SkipClean(true)
	router.Path(prefix + "/start").Methods(http.MethodGet).HandlerFunc(a.start)
	router.Path(prefix + "/callback").Methods(http.MethodGet).HandlerFunc(a.callback)
	router.Path(prefix + "/sign_out").HandlerFunc(a.signOut)
	router.PathPrefix(prefix + "/static/dist/").Handler(
		http.StripPrefix(prefix+"/static/dist", utils.Files(staticweb.StaticDir)))
	router.Path(prefix + "/auth/{kind:traefik|caddy|nginx|envoy}").HandlerFunc(a.forward)
	router.PathPrefix(prefix + "/").Handler(http.NotFoundHandler())
	if a.GetMode() == api.PROXYMODE_PROXY {
		router.PathPrefix("/").Handler(a.upstream())
	}
	return router
}

// ServeHTTP implements http.Handler.
func (a *application) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.routes.ServeHTTP(w, r) }

// coversDomain says whether the provider is for a whole domain that holds a host.
func (a *application) coversDomain(host string) bool {
	if a.GetMode() != api.PROXYMODE_FORWARD_DOMAIN {
		return false
	}
	domain := strings.TrimPrefix(a.GetCookieDomain(), ".")
	return host == domain || strings.HasSuffix(host, "."+domain)
}

// skips says whether a path may be seen by anybody.
func (a *application) skips(path string) bool {
	for _, skip := range a.skip {
		if skip.MatchString(path) {
			return true
		}
	}
	return false
}

// key derives a key for one purpose from a secret.
func key(purpose, secret string) []byte {
	sum := sha256.Sum256([]byte("authentik " + purpose + "\x00" + secret))
	return sum[:]
}
