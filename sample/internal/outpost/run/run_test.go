package run

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	api "goauthentik.io/api/v3"
	"goauthentik.io/internal/config"
	"goauthentik.io/internal/constants"
)

type service struct{ serving chan struct{} }

func (service) Refresh(context.Context, *api.APIClient) error { return nil }
func (s service) Serve(ctx context.Context) error             { close(s.serving); <-ctx.Done(); return nil }

// TestOutpost: it answers a question about its health, finds its authentik through the generated client, and ends.
func TestOutpost(t *testing.T) {
	core := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, "Bearer token", r.Header.Get("Authorization"))
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"pagination": {"next": 0, "previous": 0, "count": 1, "current": 1, "total_pages": 1, "start_index": 1,
			"end_index": 1}, "autocomplete": {}, "results": [{"pk": "a", "name": "mine", "type": "ldap", "providers": [],
			"providers_obj": [], "service_connection": null, "service_connection_obj": null, "refresh_interval_s": 1,
			"token_identifier": "t", "config": {"log_level": "info"}, "managed": null}]}`))
	}))
	defer core.Close()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := ln.Addr().String()
	require.NoError(t, ln.Close())
	ctx, stop := context.WithCancel(t.Context())
	ended, s := make(chan error, 1), service{make(chan struct{})}
	go func() {
		ended <- Outpost(ctx, &config.Config{Host: core.URL, Token: "token", Listen: config.Listen{Metrics: address}}, s)
	}()
	select {
	case <-s.serving:
	case err := <-ended:
		t.Fatal(err)
	}
	require.Eventually(t, func() bool {
		response, err := http.Get("http://" + address + constants.OutpostPrefix + "/ping")
		return err == nil && response.Body.Close() == nil && response.StatusCode == http.StatusNoContent
	}, 10*time.Second, 10*time.Millisecond)
	stop()
	assert.NoError(t, <-ended)
	assert.ErrorContains(t, Outpost(t.Context(), &config.Config{}, s), "AUTHENTIK_HOST is")
}
