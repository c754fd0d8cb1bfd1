package web

import (
	"context"
	"net/http"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	api "goauthentik.io/api/v3"
	"goauthentik.io/internal/utils/coretest"
)

// again makes a prober forget that it has just asked.
func again(p *Prober) {
	p.mu.Lock()
	p.state.Checked = p.state.Checked.Add(-time.Hour)
	p.mu.Unlock()
}

func TestProbe(t *testing.T) {
	core := coretest.New(t)
	s := newServer(t, core.Socket, testConfig())
	state := s.Prober.Check(t.Context())
	require.NoError(t, state.Err)
	assert.Equal(t, "authentik", state.Brand.BrandingTitle)
	assert.Contains(t, state.Config.Capabilities, api.CAPABILITIESENUM_CAN_GEO_IP)
	assert.EqualValues(t, 300, state.Config.CacheTimeout)
	assert.InDelta(t, 1, testutil.ToFloat64(s.Metrics.coreUp), 0)
}

func TestProbeSaysWhy(t *testing.T) {
	cases := map[string]struct {
		pattern string
		status  int
		answer  any
		want    string
	}{
		"database away": {"GET /-/health/ready/", http.StatusServiceUnavailable, nil, "it answered 503"},
		"refused": {
			"GET /api/v3/root/config/", http.StatusForbidden, coretest.Object{"detail": "no"},
			"asking the core for its configuration: authentik answered 403",
		},
		"another release's answer": {
			"GET /api/v3/core/brands/current/", http.StatusOK, coretest.Object{"branding_title": "x"},
			"asking the core for the current brand: understanding the answer (200 OK): no value given",
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			core := coretest.New(t)
			s := newServer(t, core.Socket, testConfig())
			require.True(t, s.Prober.Check(t.Context()).Ready())
			core.JSON(c.pattern, c.status, c.answer)
			assert.True(t, s.Prober.Check(t.Context()).Ready(), "a fresh answer is believed")
			again(s.Prober)
			state := s.Prober.Check(t.Context())
			require.ErrorContains(t, state.Err, c.want)
			assert.Equal(t, "authentik", state.Brand.BrandingTitle, "what was known stays known")
			assert.InDelta(t, 0, testutil.ToFloat64(s.Metrics.coreUp), 0)
		})
	}
}

// TestProbeToleratesMore is why the client is generated with additional properties allowed: a core that is a little
// newer answers more than this server knows.
func TestProbeToleratesMore(t *testing.T) {
	core := coretest.New(t)
	brand := coretest.Brand("newer")
	brand["a_property_of_tomorrow"] = true
	core.JSON("GET /api/v3/core/brands/current/", http.StatusOK, brand)
	state := newServer(t, core.Socket, testConfig()).Prober.Check(t.Context())
	require.NoError(t, state.Err)
	assert.Equal(t, "newer", state.Brand.BrandingTitle)
}

func TestProbeAsksOnce(t *testing.T) {
	var asked atomic.Int32
	core := coretest.New(t)
	core.Handle("GET /-/health/ready/", func(http.ResponseWriter, *http.Request) {
		asked.Add(1)
		time.Sleep(50 * time.Millisecond)
	})
	p := newServer(t, core.Socket, testConfig()).Prober
	done := make(chan bool)
	for range 20 {
		go func() { done <- p.Check(context.Background()).Ready() }()
	}
	for range 20 {
		assert.True(t, <-done)
	}
	assert.EqualValues(t, 1, asked.Load())
}

// TestProbeFindsCore starts a core after the server, as it is in real life.
func TestProbeFindsCore(t *testing.T) {
	socket := filepath.Join(coretest.SocketDir(t), "core.sock")
	s := newServer(t, socket, testConfig())
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Prober.Run(ctx) }()
	require.Eventually(t, func() bool { return s.Prober.State().Err != nil }, 5*time.Second, time.Millisecond)
	require.ErrorContains(t, s.Prober.State().Err, "no such file or directory")

	coretest.Start(t, socket)
	s.Prober.Poke()
	require.True(t, s.Prober.WaitReady(ctx))
	assert.True(t, s.Prober.State().Ready())
	stop()
	require.NoError(t, <-done)
}
