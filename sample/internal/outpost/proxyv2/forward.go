package proxyv2

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gorilla/mux"

	"goauthentik.io/internal/constants"
	utils "goauthentik.io/internal/utils/web"
)

// forward answers another reverse proxy that asks whether a request may pass: 200 with headers for the application, or
// what to tell the client instead.
func (a *application) forward(w http.ResponseWriter, r *http.Request) {
	target := originalURL(r)
	if target == nil {
		http.Error(w, "The reverse proxy does not say which request it asks about.", http.StatusBadRequest)
		return
	}
	c, err := a.claimsOf(r)
	switch {
	case err == nil:
		a.setHeaders(w.Header(), c)
		w.WriteHeader(http.StatusOK)
	case a.skips(target.Path):
		w.WriteHeader(http.StatusOK)
	case mux.Vars(r)["kind"] == "nginx":
		// nginx takes nothing but 2xx, 401 and 403 here; its own configuration sends the browser to the start.
		w.WriteHeader(http.StatusUnauthorized)
	default:
		a.challenge(w, r, target)
	}
}

// originalURL returns what the request is about that another reverse proxy asks for, or nil if none does.
func originalURL(r *http.Request) *url.URL {
	if !strings.HasPrefix(r.URL.Path, constants.OutpostPrefix+"/auth/") {
		return nil
	}
	if text := r.Header.Get("X-Original-Url"); text != "" {
		if u, err := url.Parse(text); err == nil && u.Host != "" {
			return u
		}
		return nil
	}
	u, err := url.Parse(r.Header.Get("X-Forwarded-Uri"))
	if err != nil {
		return nil
	}
	u.Scheme, u.Host = utils.Scheme(r), r.Host
	if u.Path == "" {
		u.Path = "/"
	}
	return u
}
