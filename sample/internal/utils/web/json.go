package web

import (
	"encoding/json"
	"net/http"
	"strings"
)

// WriteJSON answers with a status and a value as JSON.
func WriteJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	// The status is out: nothing can be said to the client any more if writing fails.
	_ = json.NewEncoder(w).Encode(value)
}

// WantsJSON says whether the client is a program rather than a person's browser.
func WantsJSON(r *http.Request) bool {
	accept := r.Header.Get("Accept")
	return strings.Contains(r.URL.Path, "/api/") || !strings.Contains(accept, "text/html")
}
