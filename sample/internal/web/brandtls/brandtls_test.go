package brandtls

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"goauthentik.io/internal/crypto"
	"goauthentik.io/internal/outpost/ak"
	"goauthentik.io/internal/utils/coretest"
)

func brandObject(domain string, isDefault bool, certificate any) coretest.Object {
	return coretest.Object{
		"brand_uuid": "7a1fd2a8-4d1f-4a53-9d6a-6f8a4f5b8f11", "domain": domain, "default": isDefault,
		"web_certificate": certificate,
	}
}

// pair makes a certificate that the core hands out under id.
func pair(t *testing.T, core *coretest.Core, id, host string) {
	t.Helper()
	cert, err := crypto.SelfSigned(host)
	require.NoError(t, err)
	der, err := x509.MarshalPKCS8PrivateKey(cert.PrivateKey)
	require.NoError(t, err)
	view := "GET /api/v3/crypto/certificatekeypairs/" + id
	core.JSON(view+"/view_certificate/", http.StatusOK, coretest.Object{
		"data": string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Certificate[0]})),
	})
	core.JSON(view+"/view_private_key/", http.StatusOK, coretest.Object{
		"data": string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})),
	})
}

func TestChoose(t *testing.T) {
	const (
		one = "11111111-1111-4111-8111-111111111111"
		two = "22222222-2222-4222-8222-222222222222"
		bad = "33333333-3333-4333-8333-333333333333"
	)
	core := coretest.New(t)
	pair(t, core, one, "example.com")
	pair(t, core, two, "sub.example.com")
	core.JSON("GET /api/v3/core/brands/", http.StatusOK, coretest.Page(0,
		brandObject("example.com", false, one),
		brandObject("sub.example.com", false, two),
		brandObject("no-certificate.example", false, nil),
		brandObject("broken.example", false, bad),
	))
	fallback, err := crypto.SelfSigned("fallback")
	require.NoError(t, err)
	base, err := url.Parse(core.URL)
	require.NoError(t, err)
	w := New(ak.NewClient(base, "t", http.DefaultTransport), &fallback)

	choose := func(name string) string {
		cert, err := w.Choose(&tls.ClientHelloInfo{ServerName: name})
		require.NoError(t, err)
		return cert.Leaf.DNSNames[0]
	}
	assert.Equal(t, "fallback", choose("example.com"), "before the core was asked")
	require.NoError(t, w.Refresh(t.Context()))
	assert.Equal(t, "example.com", choose("example.com"))
	assert.Equal(t, "example.com", choose("WWW.Example.com"))
	assert.Equal(t, "sub.example.com", choose("login.sub.example.com"))
	for _, name := range []string{"notexample.com", "broken.example", "no-certificate.example", ""} {
		assert.Equal(t, "fallback", choose(name), name)
	}

	core.JSON("GET /api/v3/core/brands/", http.StatusOK, coretest.Page(0, brandObject("x", true, two)))
	require.NoError(t, w.Refresh(t.Context()))
	assert.Equal(t, "sub.example.com", choose("anything"), "the default brand's certificate serves all others")

	core.JSON("GET /api/v3/core/brands/", http.StatusForbidden, coretest.Object{"detail": "no"})
	require.ErrorContains(t, w.Refresh(t.Context()), "listing brands: authentik answered 403")
	assert.Equal(t, "sub.example.com", choose("anything"), "what was known stays")
}
