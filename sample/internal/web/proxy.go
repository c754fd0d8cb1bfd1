package web

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"

	log "github.com/sirupsen/logrus"

	utils "goauthentik.io/internal/utils/web"
)

// proxyToCore passes requests to the core. While nobody listens on its socket, unavailable answers.
func proxyToCore(logger *log.Entry, transport http.RoundTripper, unavailable http.Handler) http.Handler {
	return &httputil.ReverseProxy{
		Transport: transport,
		ErrorLog:  nil,
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(&url.URL{Scheme: "http", Host: "localhost"})
			// The core decides by host name which brand and which tenant is meant.
			r.Out.Host = r.In.Host
			// TrustForwarded has removed what strangers claim; what it left is completed here.
			r.Out.Header["X-Forwarded-For"] = r.In.Header["X-Forwarded-For"]
			if len(r.Out.Header["X-Forwarded-For"]) == 0 {
				r.SetXForwarded()
			}
			r.Out.Header.Set("X-Forwarded-Host", r.In.Host)
			r.Out.Header.Set("X-Forwarded-Proto", utils.Scheme(r.In))
		},
		ModifyResponse: func(res *http.Response) error {
			// Which Python server answers is nobody's business.
			res.Header.Del("Server")
			return nil
		},
		ErrorHandler: func(w http.ResponseWriter, r *http.Request, err error) {
			if errors.Is(err, context.Canceled) {
				// The client went away: nobody is there to be told.
				return
			}
			var op *net.OpError
			if errors.As(err, &op) && op.Op == "dial" {
				unavailable.ServeHTTP(w, r)
				return
			}
			logger.WithError(err).WithField("path", r.URL.Path).Warning("passing a request to the core failed")
			if utils.WantsJSON(r) {
				utils.WriteJSON(w, http.StatusBadGateway, map[string]string{
					"detail": "the core did not finish its answer", "code": "core_failed",
				})
				return
			}
			http.Error(w, "authentik could not answer this request. Please try again.", http.StatusBadGateway)
		},
	}
}
