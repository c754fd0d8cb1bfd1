package proxyv2

import (
	"context"
	"crypto/tls"
	"errors"
	"net/http"
	"net/http/httputil"
	"net/url"

	utils "goauthentik.io/internal/utils/web"
)

// upstream passes requests to the application of users who are logged in, and of anybody where the provider says so.
func (a *application) upstream() http.Handler {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	if !a.GetInternalHostSslValidation() {
		transport.TLSClientConfig = &tls.Config{InsecureSkipVerify: true} // The administrator said so.
	}
	proxy := &httputil.ReverseProxy{
		Transport: transport,
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(a.internal)
			r.Out.Host = r.In.Host
			r.SetXForwarded()
			r.Out.Header.Set("X-Forwarded-Proto", utils.Scheme(r.In))
			dropCookie(r.Out, a.cookie)
		},
		ErrorHandler: func(w http.ResponseWriter, r *http.Request, err error) {
			if errors.Is(err, context.Canceled) {
				return
			}
			a.log.WithError(err).WithField("path", r.URL.Path).Warning("the application did not answer")
			http.Error(w, "The application does not answer at the moment.", http.StatusBadGateway)
		},
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := a.claimsOf(r)
		if err != nil && !a.skips(r.URL.Path) {
			a.challenge(w, r, a.external.ResolveReference(&url.URL{Path: r.URL.Path, RawQuery: r.URL.RawQuery}))
			return
		}
		r = r.Clone(r.Context())
		a.setHeaders(r.Header, c)
		proxy.ServeHTTP(w, r)
	})
}

// challenge sends a person to log in, and tells a program that it has to.
func (a *application) challenge(w http.ResponseWriter, r *http.Request, target *url.URL) {
	if (r.Method != http.MethodGet && r.Method != http.MethodHead) || utils.WantsJSON(r) {
		http.Error(w, "Authentication is required.", http.StatusUnauthorized)
		return
	}
	http.Redirect(w, r, a.startURL(target), http.StatusFound)
}

// dropCookie keeps the outpost's own session from the application.
func dropCookie(r *http.Request, name string) {
	cookies := r.Cookies()
	r.Header.Del("Cookie")
	for _, cookie := range cookies {
		if cookie.Name != name {
			r.AddCookie(cookie)
		}
	}
}
