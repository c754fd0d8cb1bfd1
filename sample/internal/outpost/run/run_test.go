package run

import (
	"context"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"goauthentik.io/internal/config"
	"goauthentik.io/internal/healthcheck"
	"goauthentik.io/internal/outpost/ak"
	"goauthentik.io/internal/utils/coretest"
)

type service struct{ served chan struct{} }

func (service) Refresh(context.Context) error          { return nil }
func (service) Handle(context.Context, map[string]any) {}
func (s service) Serve(ctx context.Context) error {
	close(s.served)
	<-ctx.Done()
	return nil
}

func TestOutpost(t *testing.T) {
	core := coretest.New(t)
	core.JSON("GET /api/v3/outposts/instances/", http.StatusOK, coretest.Page(0, coretest.Outpost("ldap", "x")))
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	metrics := ln.Addr().String()
	require.NoError(t, ln.Close())
	settings := &config.Config{Host: core.URL, Token: "t", Listen: config.Listen{Metrics: metrics}}

	s := service{make(chan struct{})}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		done <- Outpost(ctx, settings, func(*ak.Controller, *config.Config, prometheus.Registerer) (ak.Service, error) {
			return s, nil
		})
	}()
	<-s.served
	require.EventuallyWithT(t, func(c *assert.CollectT) {
		assert.NoError(c, healthcheck.Head(t.Context(), "http://"+metrics+pingPath))
	}, 10*time.Second, 10*time.Millisecond)
	require.NoError(t, healthcheck.Head(t.Context(), "http://"+metrics+"/metrics"))
	stop()
	require.NoError(t, <-done)
}

func TestOptions(t *testing.T) {
	for _, c := range []struct{ host, token, want string }{
		{"", "t", "AUTHENTIK_HOST is not set"},
		{"https://a.example", "", "AUTHENTIK_TOKEN is not set"},
		{"a.example", "t", `AUTHENTIK_HOST is "a.example", not an address`},
		{"ftp://a.example", "t", "not an address like"},
	} {
		_, err := options(&config.Config{Host: c.host, Token: c.token})
		require.ErrorContains(t, err, c.want)
	}
	o, err := options(&config.Config{Host: "https://a.example/path", Token: "t", Insecure: true})
	require.NoError(t, err)
	assert.True(t, o.Transport.TLSClientConfig.InsecureSkipVerify)
	o, err = options(&config.Config{Host: "https://a.example/path", Token: "t"})
	require.NoError(t, err)
	assert.False(t, o.Transport.TLSClientConfig.InsecureSkipVerify)
}
