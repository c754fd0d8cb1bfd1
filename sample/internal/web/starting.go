package web

import (
	"net/http"
	"os"
	"path/filepath"

	utils "goauthentik.io/internal/utils/web"
)

// retryAfter is how many seconds a client should wait for the core.
const retryAfter = "5"

// startingPage is shown when the web UI has none, or is not there.
const startingPage = `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="5">
<title>authentik is starting</title><p role="status">authentik is starting. This page loads again by itself.`

// starting answers in place of the core while it cannot.
func starting(distDir string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", retryAfter)
		w.Header().Set("Cache-Control", "no-store")
		if utils.WantsJSON(r) {
			utils.WriteJSON(w, http.StatusServiceUnavailable, map[string]string{
				"detail": "authentik is starting", "code": "core_unavailable",
			})
			return
		}
		page, err := os.ReadFile(filepath.Join(distDir, "standalone", "loading", "startup.html"))
		if err != nil {
			page = []byte(startingPage)
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:")
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = w.Write(page)
	})
}
