package web

import (
	"net/http"

	"goauthentik.io/internal/constants"
	utils "goauthentik.io/internal/utils/web"
)

// health is the body of both health pages. Monitoring reads the status; this is for people.
type health struct {
	Status  string `json:"status"`
	Version string `json:"version"`
	Reason  string `json:"reason,omitempty"`
}

// live says that this process serves. Whether the core does is no reason to restart us.
func live(w http.ResponseWriter, _ *http.Request) {
	writeHealth(w, http.StatusOK, health{Status: "live"})
}

// ready says whether requests should be sent here: only if the core can answer them.
func (p *Prober) ready(w http.ResponseWriter, r *http.Request) {
	state := p.Check(r.Context())
	if state.Ready() {
		writeHealth(w, http.StatusOK, health{Status: "ready"})
		return
	}
	w.Header().Set("Retry-After", retryAfter)
	// The whole reason is in the log; here it could tell a stranger how the inside looks.
	writeHealth(w, http.StatusServiceUnavailable, health{Status: "not ready", Reason: "the core does not answer yet"})
}

func writeHealth(w http.ResponseWriter, status int, h health) {
	h.Version = constants.VERSION()
	w.Header().Set("X-Authentik-Version", h.Version)
	w.Header().Set("Cache-Control", "no-store")
	utils.WriteJSON(w, status, h)
}
