// Package aktest connects outposts to the core of package coretest.
package aktest

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"goauthentik.io/internal/outpost/ak"
	"goauthentik.io/internal/utils/coretest"
)

// Token is what Connect proves its identity with.
const Token = "outpost-token"

// Connect returns a controller of an outpost of a kind ("proxy", "ldap", "radius", "rac").
func Connect(t *testing.T, core *coretest.Core, kind string) *ak.Controller {
	t.Helper()
	core.JSON("GET /api/v3/outposts/instances/", http.StatusOK, coretest.Page(0, coretest.Outpost(kind, "an outpost")))
	base, err := url.Parse(core.URL)
	if err != nil {
		t.Fatalf("parsing the core's address: %v", err)
	}
	c, err := ak.Connect(t.Context(), ak.Options{
		Base: base, Token: Token, Registry: prometheus.NewRegistry(),
		Transport: http.DefaultTransport.(*http.Transport).Clone(),
	})
	if err != nil {
		t.Fatalf("connecting to the core: %v", err)
	}
	return c
}
