package ak

import (
	"context"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"goauthentik.io/internal/constants"
	"goauthentik.io/internal/utils/coretest"
)

const outpostPath = "/ws/outpost/" + coretest.OutpostID + "/"

// service counts what a controller asks of it.
type service struct {
	refreshed chan struct{}
	handled   chan map[string]any
}

func newService() *service {
	return &service{refreshed: make(chan struct{}, 10), handled: make(chan map[string]any, 10)}
}

func (s *service) Refresh(context.Context) error { s.refreshed <- struct{}{}; return nil }

func (s *service) Handle(_ context.Context, args map[string]any) { s.handled <- args }

func (s *service) Serve(ctx context.Context) error { <-ctx.Done(); return nil }

func options(t *testing.T, core *coretest.Core) Options {
	base, err := url.Parse(core.URL)
	require.NoError(t, err)
	return Options{
		Base: base, Token: "t", Registry: prometheus.NewRegistry(),
		Transport: http.DefaultTransport.(*http.Transport).Clone(),
	}
}

func connect(t *testing.T, o Options) *Controller {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	c, err := Connect(ctx, o)
	require.NoError(t, err)
	return c
}

func TestConnect(t *testing.T) {
	core := coretest.New(t)
	core.JSON("GET /api/v3/outposts/instances/", http.StatusOK, coretest.Page(0, coretest.Outpost("proxy", "my outpost")))
	c := connect(t, options(t, core))
	assert.Equal(t, "my outpost", c.Outpost.Name)
	assert.Equal(t, Settings{Host: "https://authentik.example/", LogLevel: "info"}, c.Settings)
}

func TestConnectEmbedded(t *testing.T) {
	core := coretest.New(t)
	core.Handle("GET /api/v3/outposts/instances/", func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, ManagedEmbedded, r.URL.Query().Get("managed__iexact"))
		core.JSON("GET /answer", http.StatusOK, coretest.Page(0, coretest.Outpost("proxy", "authentik Embedded Outpost")))
		r.URL.Path = "/answer"
		core.ServeHTTP(w, r)
	})
	o := options(t, core)
	o.Transport, o.Embedded = UnixTransport(core.Socket), true
	assert.Equal(t, "authentik Embedded Outpost", connect(t, o).Outpost.Name)
}

func TestConnectGivesUpWhenRefused(t *testing.T) {
	core := coretest.New(t)
	core.JSON("GET /api/v3/outposts/instances/", http.StatusForbidden, coretest.Object{"detail": "Token invalid/expired"})
	_, err := Connect(t.Context(), options(t, core))
	require.ErrorContains(t, err, "Token invalid/expired")
	require.ErrorContains(t, err, "is AUTHENTIK_TOKEN right?")
}

func TestConnectWaits(t *testing.T) {
	core := coretest.New(t)
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	_, err := Connect(ctx, options(t, core))
	require.Error(t, err, "404 may be a proxy that does not know authentik yet")
}

func TestRunDoesWhatItIsTold(t *testing.T) {
	core := coretest.New(t)
	core.JSON("GET /api/v3/outposts/instances/", http.StatusOK, coretest.Page(0, coretest.Outpost("proxy", "x")))
	hellos := make(chan map[string]any, 10)
	core.Handle("GET "+outpostPath, func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, "Bearer t", r.Header.Get("Authorization"))
		conn, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer func() { _ = conn.Close() }()
		var hello message
		_ = conn.ReadJSON(&hello)
		hellos <- hello.Args
		_ = conn.WriteJSON(message{Instruction: 99})
		_ = conn.WriteJSON(message{Instruction: instructionProviderSpecific, Args: map[string]any{"a": "b"}})
		_ = conn.WriteJSON(message{Instruction: instructionTriggerUpdate})
		_, _, _ = conn.ReadMessage()
	})
	c, s := connect(t, options(t, core)), newService()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- c.Run(ctx, s) }()

	<-s.refreshed
	assert.Equal(t, constants.VERSION(), (<-hellos)["version"])
	assert.Equal(t, map[string]any{"a": "b"}, <-s.handled)
	<-s.refreshed
	assert.InDelta(t, 1, testutil.ToFloat64(c.metrics.connection), 0)
	stop()
	select {
	case err := <-done:
		require.NoError(t, err)
	case <-time.After(5 * time.Second):
		t.Fatal("the controller did not stop")
	}
	assert.InDelta(t, 0, testutil.ToFloat64(c.metrics.connection), 0)
}

// TestRunConnectsAgain closes the connection at once: the next one must come by itself.
func TestRunConnectsAgain(t *testing.T) {
	core := coretest.New(t)
	core.JSON("GET /api/v3/outposts/instances/", http.StatusOK, coretest.Page(0, coretest.Outpost("proxy", "x")))
	connections := make(chan struct{}, 100)
	core.Handle("GET "+outpostPath, func(w http.ResponseWriter, r *http.Request) {
		if conn, err := (&websocket.Upgrader{}).Upgrade(w, r, nil); err == nil {
			connections <- struct{}{}
			_ = conn.Close()
		}
	})
	c := connect(t, options(t, core))
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- c.Run(ctx, newService()) }()
	<-connections
	<-connections
	stop()
	require.NoError(t, <-done)
}
