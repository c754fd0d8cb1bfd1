package proxyv2

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/sessions"
	"github.com/mitchellh/mapstructure"

	"goauthentik.io/internal/constants"
)

// errNotLoggedIn says that a request has no session, or one that has ended.
var errNotLoggedIn = errors.New("not logged in")

// claims is what authentik says of a user.
type claims struct {
	Subject      string   `mapstructure:"sub"`
	Expires      int64    `mapstructure:"exp"`
	Username     string   `mapstructure:"preferred_username"`
	Name         string   `mapstructure:"name"`
	Email        string   `mapstructure:"email"`
	Groups       []string `mapstructure:"groups"`
	Entitlements []string `mapstructure:"entitlements"`
	Proxy        struct {
		UserAttributes map[string]any `mapstructure:"user_attributes"`
	} `mapstructure:"ak_proxy"`

	// Token is the ID token as it came.
	Token string `mapstructure:"-"`
}

// Where a session keeps what it knows.
const (
	keyClaims = "claims"
	keyToken  = "id_token"
	keyLogin  = "login"
	keyPKCE   = "pkce"
)

// claimsOf returns who a request comes from.
func (a *application) claimsOf(r *http.Request) (*claims, error) {
	session, err := a.session(r)
	if err != nil {
		return nil, err
	}
	raw, ok := session.Values[keyClaims].(string)
	if !ok {
		return nil, errNotLoggedIn
	}
	c, err := parseClaims([]byte(raw))
	if err != nil {
		return nil, err
	}
	if time.Unix(c.Expires, 0).Before(time.Now()) {
		return nil, errNotLoggedIn
	}
	c.Token, _ = session.Values[keyToken].(string)
	return c, nil
}

// parseClaims reads the claims of a token. Numbers may come as text and lists as one value: mappings that people write
// decide that.
func parseClaims(raw []byte) (*claims, error) {
	var all map[string]any
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, fmt.Errorf("parsing claims: %w", err)
	}
	var c claims
	if err := mapstructure.WeakDecode(all, &c); err != nil {
		return nil, fmt.Errorf("reading claims: %w", err)
	}
	return &c, nil
}

// session returns the session of a request. One that cannot be read is as good as none: the secret may have changed.
func (a *application) session(r *http.Request) (*sessions.Session, error) {
	session, err := a.sessions.Get(r, a.cookie)
	if session == nil {
		return nil, fmt.Errorf("loading a session: %w", err)
	}
	return session, nil
}

// setHeaders tells the application who the user is, and removes what the client claims about that.
func (a *application) setHeaders(header http.Header, c *claims) {
	for name := range header {
		// Many applications cannot tell an underscore in a header's name from a dash.
		dashed := http.CanonicalHeaderKey(strings.ReplaceAll(name, "_", "-"))
		if strings.HasPrefix(dashed, constants.HeaderPrefix) {
			header.Del(name)
		}
	}
	if c == nil {
		return
	}
	set := func(name, value string) { header.Set(constants.HeaderPrefix+name, oneLine(value)) }
	set("Username", c.Username)
	set("Groups", strings.Join(c.Groups, "|"))
	set("Entitlements", strings.Join(c.Entitlements, "|"))
	set("Email", c.Email)
	set("Name", c.Name)
	set("Uid", c.Subject)
	set("Jwt", c.Token)
	set("Meta-Jwks", a.OidcConfiguration.JwksUri)
	set("Meta-Outpost", a.server.controller.Outpost.Name)
	set("Meta-Provider", a.ProxyOutpostConfig.Name)
	set("Meta-App", a.AssignedApplicationSlug)
	set("Meta-Version", constants.UserAgent("outpost"))
	a.setBasicAuth(header, c)
}

// setBasicAuth logs the user in to an application that knows only passwords, if the provider says so.
func (a *application) setBasicAuth(header http.Header, c *claims) {
	if !a.GetBasicAuthEnabled() {
		return
	}
	text := func(name string) string {
		switch value := c.Proxy.UserAttributes[name].(type) {
		case string:
			return value
		case float64:
			return strconv.FormatFloat(value, 'f', -1, 64)
		}
		return ""
	}
	username := text(a.GetBasicAuthUserAttribute())
	if username == "" {
		username = c.Email
	}
	r := &http.Request{Header: http.Header{}}
	r.SetBasicAuth(username, text(a.GetBasicAuthPasswordAttribute()))
	header.Set("Authorization", r.Header.Get("Authorization"))
}

// oneLine keeps a value from becoming several headers.
func oneLine(value string) string {
	return strings.NewReplacer("\r", " ", "\n", " ", "\x00", " ").Replace(value)
}
