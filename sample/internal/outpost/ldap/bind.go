package ldap

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"strings"

	"github.com/go-ldap/ldap/v3"
	"github.com/jellydator/ttlcache/v3"

	api "goauthentik.io/api/v3"
	"goauthentik.io/internal/outpost/ak"
	"goauthentik.io/internal/outpost/flow"
	"goauthentik.io/internal/outpost/ldap/wire"
)

var (
	// wrong is the answer whatever is wrong, so that nobody learns which names exist.
	wrong  = result{ldap.LDAPResultInvalidCredentials, ""}
	failed = result{ldap.LDAPResultUnavailable, "authentik cannot be asked at the moment"}
)

func (c *client) bind(ctx context.Context, b *wire.Bind) result {
	// Whatever comes of it, a client that binds anew is nobody until it succeeds (RFC 4511, 4.2.1).
	c.who, c.provider = nil, nil
	switch {
	case !b.Simple:
		return result{ldap.LDAPResultAuthMethodNotSupported, "only simple binds are supported"}
	case b.DN == "" && b.Password == "":
		return success
	case b.Password == "":
		// "Unauthenticated" by RFC 4513, 5.1.2: programs take its success for a right password.
		return result{ldap.LDAPResultUnwillingToPerform, "a password is required"}
	}
	dn, err := ldap.ParseDN(b.DN)
	if err != nil {
		return result{ldap.LDAPResultInvalidDNSyntax, "the name cannot be parsed"}
	}
	p := c.server.providerFor(dn)
	if p == nil {
		return wrong
	}
	username, ok := p.username(dn)
	if !ok {
		return wrong
	}
	who, res := p.authenticate(ctx, c, username, b.Password)
	if res == success {
		c.who, c.provider = &who, p
	}
	return res
}

// username takes the name of a user out of a DN: cn=name,ou=users,<base>.
func (p *provider) username(dn *ldap.DN) (string, bool) {
	if len(dn.RDNs) != len(p.users.RDNs)+1 || !p.users.AncestorOfFold(dn) || len(dn.RDNs[0].Attributes) != 1 {
		return "", false
	}
	first := dn.RDNs[0].Attributes[0]
	if !strings.EqualFold(first.Type, "cn") && !strings.EqualFold(first.Type, "uid") {
		return "", false
	}
	return first.Value, first.Value != ""
}

// authenticate proves who somebody is, by a flow or by what is remembered of one.
func (p *provider) authenticate(ctx context.Context, c *client, username, password string) (identity, result) {
	key := p.bindKey(username, password)
	cached := p.GetBindMode() == api.LDAPAPIACCESSMODE_CACHED
	if cached {
		if item := p.binds.Get(key); item != nil {
			return item.Value(), success
		}
	}
	request := flow.Request{
		Slug: p.BindFlowSlug, Username: username, Password: password, ClientIP: c.ip, Kind: "ldap",
	}
	if p.GetMfaSupport() {
		request.Password, request.Code = flow.SplitCode(password)
	}
	outcome, err := p.server.flows.Execute(ctx, request)
	if err != nil {
		c.log.WithError(err).WithField("username", username).Warning("bind failed")
		return identity{}, failed
	}
	if !outcome.Passed {
		c.log.WithField("username", username).WithField("reason", outcome.Reason).Info("bind refused")
		return identity{}, wrong
	}
	access, res, err := outcome.Session.OutpostsAPI.OutpostsLdapAccessCheck(ctx, p.Pk).AppSlug(p.ApplicationSlug).Execute()
	if err != nil {
		c.log.WithError(ak.Explain("checking access to the application", res, err)).Warning("bind failed")
		return identity{}, failed
	}
	if !access.Access.Passing {
		c.log.WithField("username", username).Info("bind refused: no access to the application")
		return identity{}, result{ldap.LDAPResultInsufficientAccessRights, "no access to this application"}
	}
	// Flows may take a mail address for a name; entries go by the name.
	me, res, err := outcome.Session.CoreAPI.CoreUsersMeRetrieve(ctx).Execute()
	if err != nil {
		c.log.WithError(ak.Explain("asking who logged in", res, err)).Warning("bind failed")
		return identity{}, failed
	}
	who := identity{username: me.User.Username, search: access.GetHasSearchPermission()}
	if cached && request.Code == "" {
		p.binds.Set(key, who, ttlcache.DefaultTTL)
	}
	c.log.WithField("username", username).Info("bind accepted")
	return who, success
}

// bindKey names a pair of name and password without holding either.
func (p *provider) bindKey(username, password string) string {
	mac := hmac.New(sha256.New, p.cacheKey)
	mac.Write([]byte(strings.ToLower(username) + "\x00" + password))
	return string(mac.Sum(nil))
}
