package proxyv2

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"goauthentik.io/internal/utils/coretest"
)

const (
	clientID     = "client-id"
	clientSecret = "client-secret-of-more-than-32-bytes"
	issuer       = "https://authentik.example/application/o/app/"
	public       = "https://authentik.example"
)

// idp is the OpenID provider of a core: it hands out one token for one code.
type idp struct {
	t *testing.T
	// key is nil where the provider signs with the client's secret.
	key *rsa.PrivateKey
	// claims are put into the token.
	claims jwt.MapClaims
}

func newIDP(t *testing.T, core *coretest.Core, key *rsa.PrivateKey) *idp {
	p := &idp{t: t, key: key, claims: jwt.MapClaims{
		"iss": issuer, "aud": clientID, "sub": "uid-jens", "exp": time.Now().Add(time.Hour).Unix(),
		"preferred_username": "jens", "name": "Jens\nL", "email": "jens@example.com",
		"groups": []string{"admins", "staff"}, "ak_proxy": map[string]any{"user_attributes": map[string]any{"pw": "basic"}},
	}}
	core.Handle("GET /application/o/app/jwks/", func(w http.ResponseWriter, _ *http.Request) {
		encode := base64.RawURLEncoding.EncodeToString
		_ = json.NewEncoder(w).Encode(map[string]any{"keys": []map[string]any{{
			"kty": "RSA", "kid": "k", "use": "sig", "alg": "RS256",
			"n": encode(key.N.Bytes()), "e": encode(big.NewInt(int64(key.E)).Bytes()),
		}}})
	})
	core.Handle("POST /application/o/token/", func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, "the-code", r.FormValue("code"))
		assert.NotEmpty(t, r.FormValue("code_verifier"))
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{
			"access_token": "a", "token_type": "Bearer", "expires_in": 3600, "id_token": p.token(),
		})
	})
	return p
}

func rsaKey(t *testing.T) *rsa.PrivateKey {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	return key
}

func (p *idp) token() string {
	var (
		signed string
		err    error
	)
	if p.key == nil {
		signed, err = jwt.NewWithClaims(jwt.SigningMethodHS256, p.claims).SignedString([]byte(clientSecret))
	} else {
		token := jwt.NewWithClaims(jwt.SigningMethodRS256, p.claims)
		token.Header["kid"] = "k"
		signed, err = token.SignedString(p.key)
	}
	require.NoError(p.t, err)
	return signed
}

// authorize is what a user does in authentik: he comes with the address of the login page, and leaves with that of the
// callback.
func (p *idp) authorize(address string) (callback string) {
	p.t.Helper()
	u, err := url.Parse(address)
	require.NoError(p.t, err)
	query := u.Query()
	assert.Equal(p.t, "authentik.example", u.Host)
	assert.Equal(p.t, "S256", query.Get("code_challenge_method"))
	assert.Equal(p.t, "openid profile", query.Get("scope"))
	p.claims["nonce"] = query.Get("nonce")
	back, err := url.Parse(query.Get("redirect_uri"))
	require.NoError(p.t, err)
	back.RawQuery = url.Values{"code": {"the-code"}, "state": {query.Get("state")}}.Encode()
	return back.String()
}

// providerObject is a proxy provider as the core tells of it.
func providerObject(mode, external, internal, alg string) coretest.Object {
	return coretest.Object{
		"pk": 3, "name": "provider", "internal_host": internal, "external_host": external, "mode": mode,
		"client_id": clientID, "client_secret": clientSecret, "cookie_secret": "cookie-secret", "cookie_domain": "",
		"access_token_validity": 3600.0, "scopes_to_request": []string{"openid", "profile"},
		"assigned_application_slug": "app", "assigned_application_name": "App", "internal_host_ssl_validation": true,
		"skip_path_regex": "^/public/\n\n^/health$", "basic_auth_enabled": false, "intercept_header_auth": true,
		"oidc_configuration": coretest.Object{
			"issuer": issuer, "authorization_endpoint": public + "/application/o/authorize/",
			"token_endpoint": public + "/application/o/token/", "userinfo_endpoint": public + "/application/o/userinfo/",
			"end_session_endpoint": issuer + "end-session/", "jwks_uri": issuer + "jwks/",
			"introspection_endpoint": public + "/application/o/introspect/", "response_types_supported": []string{"code"},
			"id_token_signing_alg_values_supported": []string{alg}, "subject_types_supported": []string{"public"},
			"token_endpoint_auth_methods_supported": []string{"client_secret_post"},
		},
	}
}
