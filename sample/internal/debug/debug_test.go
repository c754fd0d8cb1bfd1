package debug

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestHandler(t *testing.T) {
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/debug/pprof/goroutine?debug=1", nil))
	assert.Equal(t, http.StatusOK, w.Code)
	assert.Contains(t, w.Body.String(), "goroutine profile:")
}

func TestProfileIsSent(t *testing.T) {
	got := make(chan string, 100)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case got <- r.URL.Path + " " + r.URL.Query().Get("name"):
		default:
		}
	}))
	defer server.Close()
	stop, err := Profile("test", server.URL)
	require.NoError(t, err)
	require.NoError(t, stop(), "stopping sends what there is")
	sent := <-got
	assert.Contains(t, sent, "/ingest")
	assert.Contains(t, sent, "authentik.test")
}
