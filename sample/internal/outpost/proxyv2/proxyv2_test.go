package proxyv2

import (
	"crypto/rsa"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"goauthentik.io/internal/config"
	"goauthentik.io/internal/outpost/aktest"
	"goauthentik.io/internal/utils/coretest"
	utils "goauthentik.io/internal/utils/web"
)

// browser follows no redirect by itself and keeps cookies.
type browser struct {
	t      *testing.T
	client *http.Client
}

func newBrowser(t *testing.T) *browser {
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	return &browser{t, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}}
}

func (b *browser) get(address string, header ...string) (*http.Response, string) {
	b.t.Helper()
	req, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, address, nil)
	require.NoError(b.t, err)
	req.Header.Set("Accept", "text/html")
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := b.client.Do(req)
	require.NoError(b.t, err)
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	require.NoError(b.t, err)
	return res, string(body)
}

// redirect is get for an answer that must send the browser elsewhere.
func (b *browser) redirect(address string, header ...string) string {
	b.t.Helper()
	res, body := b.get(address, header...)
	require.Equal(b.t, http.StatusFound, res.StatusCode, body)
	return res.Header.Get("Location")
}

// echo is an application that says what it was told.
func echo(t *testing.T) *httptest.Server {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen := map[string]string{"path": r.URL.RequestURI(), "host": r.Host}
		for name := range r.Header {
			seen[name] = r.Header.Get(name)
		}
		_ = json.NewEncoder(w).Encode(seen)
	}))
	t.Cleanup(server.Close)
	return server
}

// outpost is an outpost on a port, in front of app, with the provider that make returns.
func outpost(t *testing.T, core *coretest.Core, provider func(external string) coretest.Object) (*Server, string) {
	t.Helper()
	t.Setenv("TMPDIR", t.TempDir())
	front := httptest.NewUnstartedServer(nil)
	external := "http://" + front.Listener.Addr().String()
	core.JSON("GET /api/v3/outposts/proxy/", http.StatusOK, coretest.Page(0, provider(external)))
	c := &config.Config{Listen: config.Listen{TrustedProxyCIDRs: []string{"127.0.0.0/8"}}}
	s, err := New(aktest.Connect(t, core, "proxy"), Options{Config: c, Registry: prometheus.NewRegistry()})
	require.NoError(t, err)
	require.NoError(t, s.Refresh(t.Context()))
	front.Config.Handler = utils.TrustForwarded(s.trusted, s)
	front.Start()
	t.Cleanup(front.Close)
	return s, external
}

func TestLogin(t *testing.T) {
	for alg, key := range map[string]*rsa.PrivateKey{"RS256": rsaKey(t), "HS256": nil} {
		t.Run(alg, func(t *testing.T) {
			core, app := coretest.New(t), echo(t)
			idp := newIDP(t, core, key)
			_, external := outpost(t, core, func(external string) coretest.Object {
				return providerObject("proxy", external, app.URL, alg)
			})
			b := newBrowser(t)

			start := b.redirect(external + "/page?a=b")
			authorize := b.redirect(start)
			callback := idp.authorize(authorize)
			assert.Equal(t, external+"/page?a=b", b.redirect(callback), "back where it began")

			_, body := b.get(external+"/page?a=b", "X-Authentik-Username", "admin", "X_authentik_groups", "admins", "X-Other",
				"1")
			var seen map[string]string
			require.NoError(t, json.Unmarshal([]byte(body), &seen), body)
			assert.Equal(t, "/page?a=b", seen["path"])
			assert.Equal(t, "jens", seen["X-Authentik-Username"], "and not what the client says")
			assert.NotContains(t, seen, "X_authentik_groups")
			assert.Equal(t, "admins|staff", seen["X-Authentik-Groups"])
			assert.Equal(t, "Jens L", seen["X-Authentik-Name"], "one line")
			assert.Equal(t, "app", seen["X-Authentik-Meta-App"])
			assert.Equal(t, "1", seen["X-Other"])
			assert.NotContains(t, seen["Cookie"], "authentik_proxy_")

			logout := b.redirect(external + "/outpost.goauthentik.io/sign_out")
			assert.True(t, strings.HasPrefix(logout, issuer+"end-session/?id_token_hint="), logout)
			assert.Contains(t, b.redirect(external+"/page"), "/outpost.goauthentik.io/start")
		})
	}
}

func TestLoginRefusesTokens(t *testing.T) {
	cases := map[string]func(*idp){
		"of another issuer":      func(p *idp) { p.claims["iss"] = "https://evil.example/" },
		"for another client":     func(p *idp) { p.claims["aud"] = "other" },
		"that have ended":        func(p *idp) { p.claims["exp"] = time.Now().Add(-time.Hour).Unix() },
		"of another login":       func(p *idp) { p.claims["nonce"] = "other" },
		"signed by somebody":     func(p *idp) { p.key = rsaKey(t) },
		"signed with the secret": func(p *idp) { p.key = nil },
	}
	for name, spoil := range cases {
		t.Run(name, func(t *testing.T) {
			core, key := coretest.New(t), rsaKey(t)
			idp := newIDP(t, core, key)
			_, external := outpost(t, core, func(external string) coretest.Object {
				return providerObject("proxy", external, "http://127.0.0.1:1", "RS256")
			})
			b := newBrowser(t)
			callback := idp.authorize(b.redirect(b.redirect(external + "/")))
			spoil(idp)
			res, body := b.get(callback)
			assert.Equal(t, http.StatusInternalServerError, res.StatusCode)
			assert.NotContains(t, body, "token", "the reason is in the log")
			assert.Contains(t, b.redirect(external+"/"), "/start", "nobody is logged in")
		})
	}
}

func TestLoginOfAnotherBrowser(t *testing.T) {
	core := coretest.New(t)
	idp := newIDP(t, core, nil)
	_, external := outpost(t, core, func(external string) coretest.Object {
		return providerObject("proxy", external, "http://127.0.0.1:1", "HS256")
	})
	attacker, victim := newBrowser(t), newBrowser(t)
	callback := idp.authorize(attacker.redirect(attacker.redirect(external + "/")))
	again := victim.redirect(callback)
	assert.Contains(t, again, "/outpost.goauthentik.io/start", "a login that began elsewhere is begun again")
	assert.Contains(t, victim.redirect(external+"/outpost.goauthentik.io/callback?state=nonsense&code=x"), "/start")
}

func TestSessionGetsANewName(t *testing.T) {
	core := coretest.New(t)
	idp := newIDP(t, core, nil)
	_, external := outpost(t, core, func(external string) coretest.Object {
		return providerObject("proxy", external, "http://127.0.0.1:1", "HS256")
	})
	b := newBrowser(t)
	u, err := url.Parse(external)
	require.NoError(t, err)
	callback := idp.authorize(b.redirect(b.redirect(external + "/")))
	before := b.client.Jar.Cookies(u)
	b.redirect(callback)

	planted := newBrowser(t)
	planted.client.Jar.SetCookies(u, before)
	assert.Contains(t, planted.redirect(external+"/"), "/start", "whoever knew the old name is not logged in")
}

func TestWithoutLogin(t *testing.T) {
	core, app := coretest.New(t), echo(t)
	_, external := outpost(t, core, func(external string) coretest.Object {
		return providerObject("proxy", external, app.URL, "RS256")
	})
	b := newBrowser(t)
	res, _ := b.get(external+"/data", "Accept", "application/json")
	assert.Equal(t, http.StatusUnauthorized, res.StatusCode, "a program is not sent to a login page")
	res, body := b.get(external+"/public/logo.svg", "X-Authentik-Username", "admin")
	assert.Equal(t, http.StatusOK, res.StatusCode)
	assert.NotContains(t, body, "X-Authentik-Username")
	res, _ = b.get(external + "/outpost.goauthentik.io/ping")
	assert.Equal(t, http.StatusNoContent, res.StatusCode)
	res, _ = b.get(external + "/outpost.goauthentik.io/nothing")
	assert.Equal(t, http.StatusNotFound, res.StatusCode)
	assert.Contains(t, b.redirect(external+"/publicity"), "/start", "the expression is for what lies below /public/")
}

// TestOpenRedirect follows logins whose end somebody else has chosen.
func TestOpenRedirect(t *testing.T) {
	core := coretest.New(t)
	s, external := outpost(t, core, func(external string) coretest.Object {
		return providerObject("proxy", external, "http://127.0.0.1:1", "RS256")
	})
	app := s.appFor(strings.TrimPrefix(external, "http://"))
	for _, target := range []string{
		"https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "", "%",
		external + "@evil.example/", "http://user@" + strings.TrimPrefix(external, "http://") + "/",
		external + ".evil.example/",
	} {
		assert.Equal(t, external, app.safe(target), target)
	}
	assert.Equal(t, external+"/x?y", app.safe(external+"/x?y"))
}

func TestForward(t *testing.T) {
	core := coretest.New(t)
	idp := newIDP(t, core, nil)
	_, external := outpost(t, core, func(external string) coretest.Object {
		return providerObject("forward_single", external, "", "HS256")
	})
	b := newBrowser(t)
	traefik := func() (*http.Response, string) {
		return b.get(external+"/outpost.goauthentik.io/auth/traefik", "X-Forwarded-Uri", "/page?a=b", "X-Forwarded-Proto",
			"http")
	}
	nginx := func(original string) *http.Response {
		res, _ := b.get(external+"/outpost.goauthentik.io/auth/nginx", "X-Original-Url", original)
		return res
	}
	res, _ := traefik()
	require.Equal(t, http.StatusFound, res.StatusCode)
	assert.Equal(t, http.StatusUnauthorized, nginx(external+"/page").StatusCode)
	assert.Equal(t, http.StatusOK, nginx(external+"/public/x").StatusCode)
	assert.Equal(t, http.StatusNotFound, nginx("https://unknown.example/").StatusCode)

	callback := idp.authorize(b.redirect(res.Header.Get("Location")))
	assert.Equal(t, external+"/page?a=b", b.redirect(callback))
	res, _ = traefik()
	assert.Equal(t, http.StatusOK, res.StatusCode)
	assert.Equal(t, "jens", res.Header.Get("X-Authentik-Username"))
	assert.Equal(t, "jens@example.com", nginx(external+"/page").Header.Get("X-Authentik-Email"))
	res, _ = b.get(external + "/page")
	assert.Equal(t, http.StatusNotFound, res.StatusCode, "the outpost passes nothing on by itself here")
}

func TestForwardDomain(t *testing.T) {
	core := coretest.New(t)
	s, _ := outpost(t, core, func(string) coretest.Object {
		p := providerObject("forward_domain", "https://auth.example.com", "", "RS256")
		p["cookie_domain"] = "example.com"
		return p
	})
	for host, covered := range map[string]bool{
		"auth.example.com": true, "app.example.com": true, "app.example.com:8443": true, "example.com": true,
		"notexample.com": false, "example.com.evil.example": false,
	} {
		assert.Equal(t, covered, s.appFor(host) != nil, host)
	}
	app := s.appFor("app.example.com")
	assert.Equal(t, "https://app.example.com/x", app.safe("https://app.example.com/x"))
	assert.Equal(t, "https://auth.example.com", app.safe("https://evil.example/"))
}

func TestBasicAuth(t *testing.T) {
	core := coretest.New(t)
	s, external := outpost(t, core, func(external string) coretest.Object {
		p := providerObject("proxy", external, "http://127.0.0.1:1", "RS256")
		p["basic_auth_enabled"], p["basic_auth_password_attribute"] = true, "pw"
		return p
	})
	c, err := parseClaims([]byte(`{"email": "jens@example.com", "groups": "one", "exp": "12",
		"ak_proxy": {"user_attributes": {"pw": 42}}}`))
	require.NoError(t, err)
	assert.Equal(t, []string{"one"}, c.Groups)
	header := http.Header{"Authorization": {"Bearer mine"}}
	s.appFor(strings.TrimPrefix(external, "http://")).setHeaders(header, c)
	username, password, ok := (&http.Request{Header: header}).BasicAuth()
	assert.True(t, ok)
	assert.Equal(t, "jens@example.com", username)
	assert.Equal(t, "42", password)
}

func TestProvidersThatCannotBe(t *testing.T) {
	for name, change := range map[string]coretest.Object{
		"no address":     {"external_host": "app.example.com"},
		"no application": {"internal_host": ""},
		"no domain":      {"mode": "forward_domain"},
		"no secret":      {"cookie_secret": ""},
		"bad expression": {"skip_path_regex": "("},
	} {
		t.Run(name, func(t *testing.T) {
			core := coretest.New(t)
			s, _ := outpost(t, core, func(external string) coretest.Object {
				p := providerObject("proxy", external, "http://127.0.0.1:1", "RS256")
				for key, value := range change {
					p[key] = value
				}
				return p
			})
			assert.Empty(t, s.apps)
		})
	}
}

func TestHandles(t *testing.T) {
	core := coretest.New(t)
	s, external := outpost(t, core, func(external string) coretest.Object {
		return providerObject("proxy", external, "http://127.0.0.1:1", "RS256")
	})
	assert.True(t, s.Handles(httptest.NewRequest(http.MethodGet, external+"/anything", nil)))
	assert.True(t, s.Handles(httptest.NewRequest(http.MethodGet, "http://sso.example/outpost.goauthentik.io/ping", nil)))
	assert.False(t, s.Handles(httptest.NewRequest(http.MethodGet, "http://sso.example/if/user/", nil)))
}
