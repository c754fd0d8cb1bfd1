package proxyv2

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/golang-jwt/jwt/v5"
	"golang.org/x/oauth2"

	"goauthentik.io/internal/constants"
)

// setupOAuth makes the application a client of its provider. The browser is sent to authentik's public address; what
// the outpost asks itself goes the way it reaches authentik.
func (a *application) setupOAuth() error {
	endpoints := a.OidcConfiguration
	a.oauth = oauth2.Config{
		ClientID:     a.GetClientId(),
		ClientSecret: a.GetClientSecret(),
		RedirectURL:  a.external.JoinPath(constants.OutpostPrefix, "callback").String(),
		Scopes:       a.ScopesToRequest,
	}
	if len(a.oauth.Scopes) == 0 {
		a.oauth.Scopes = []string{oidc.ScopeOpenID, "profile", "email", "ak_proxy"}
	}
	keys := ""
	for _, e := range []struct {
		target  *string
		address string
		browser bool
	}{
		{&a.oauth.Endpoint.AuthURL, endpoints.AuthorizationEndpoint, true},
		{&a.endSession, endpoints.EndSessionEndpoint, true},
		{&a.oauth.Endpoint.TokenURL, endpoints.TokenEndpoint, false},
		{&keys, endpoints.JwksUri, false},
	} {
		address, err := a.reach(e.address, e.browser)
		if err != nil {
			return err
		}
		*e.target = address
	}
	settings := &oidc.Config{
		ClientID:             a.GetClientId(),
		SupportedSigningAlgs: endpoints.IdTokenSigningAlgValuesSupported,
	}
	var keySet oidc.KeySet
	if slices.Equal(settings.SupportedSigningAlgs, []string{jwt.SigningMethodHS256.Alg()}) {
		keySet = sharedKey(a.GetClientSecret())
	} else {
		keySet = oidc.NewRemoteKeySet(oidc.ClientContext(context.Background(), a.http), keys)
	}
	a.verifier = oidc.NewVerifier(endpoints.Issuer, keySet, settings)
	return nil
}

// reach returns how an address of authentik's is reached, by the browser or by this program.
func (a *application) reach(address string, browser bool) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", fmt.Errorf("its OpenID configuration has %q, not an address", address)
	}
	base := a.server.controller.Base()
	if browser {
		host := a.server.options.Config.HostBrowser
		if host == "" {
			host = a.server.controller.Settings.HostBrowser
		}
		if host == "" {
			return address, nil
		}
		if base, err = url.Parse(host); err != nil || base.Host == "" {
			return "", fmt.Errorf("the browser's address of authentik, %q, is not one", host)
		}
	}
	u.Scheme, u.Host = base.Scheme, base.Host
	return u.String(), nil
}

// sharedKey verifies tokens that are signed with the client's secret: a provider without a key of its own does that.
type sharedKey string

// VerifySignature implements oidc.KeySet.
func (k sharedKey) VerifySignature(_ context.Context, token string) ([]byte, error) {
	if k == "" {
		return nil, errors.New("verifying a token: the provider has no client secret")
	}
	parser := jwt.NewParser(jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}), jwt.WithoutClaimsValidation())
	if _, err := parser.Parse(token, func(*jwt.Token) (any, error) { return []byte(k), nil }); err != nil {
		return nil, fmt.Errorf("verifying a token: %w", err)
	}
	payload, err := parser.DecodeSegment(strings.Split(token, ".")[1])
	if err != nil {
		return nil, fmt.Errorf("decoding a token: %w", err)
	}
	return payload, nil
}
