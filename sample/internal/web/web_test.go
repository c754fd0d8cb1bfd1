package web

import (
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"goauthentik.io/internal/config"
)

// ask returns the status and the body of a page.
func ask(handler http.Handler, path string) (int, string) {
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code, w.Body.String()
}

// TestCore: the generated client understands what a core answers, and there is a page while there is none.
func TestCore(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "s")
	front := New(&config.Config{}, socket, http.NotFoundHandler())
	status, _ := ask(front.Handler(), "/-/health/ready/")
	assert.Equal(t, http.StatusServiceUnavailable, status)
	status, page := ask(front.Handler(), "/if/user/")
	assert.Equal(t, http.StatusServiceUnavailable, status)
	assert.Contains(t, page, "starting")

	ln, err := net.Listen("unix", socket)
	require.NoError(t, err)
	answers := map[string]string{
		"/-/health/ready/": "{}",
		"/api/v3/root/config/": `{"error_reporting": {"enabled": false, "sentry_dsn": "", "environment": "", "send_pii": false,
			"traces_sample_rate": 0}, "capabilities": [], "cache_timeout": 1, "cache_timeout_flows": 1, "cache_timeout_policies": 1}`,
		"/api/v3/core/brands/current/": `{"matched_domain": "", "branding_title": "x", "branding_logo": "", "branding_favicon": "",
			"branding_logo_themed_urls": null, "branding_favicon_themed_urls": null, "branding_custom_css": "", "ui_footer_links": [],
			"ui_theme": "automatic", "default_locale": "", "flags": {"policies_buffered_access_view": false,
			"flows_continuous_login": false, "flows_refresh_others": false}}`,
	}
	core := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(answers[r.URL.Path]))
	}))
	core.Listener = ln
	core.Start()
	defer core.Close()
	status, page = ask(front.Handler(), "/-/health/ready/")
	assert.Equal(t, http.StatusOK, status, page)
	_, page = ask(front.Handler(), "/robots.txt")
	assert.Contains(t, page, "Disallow")
}
