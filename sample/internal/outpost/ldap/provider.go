package ldap

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/go-ldap/ldap/v3"
	"github.com/jellydator/ttlcache/v3"

	api "goauthentik.io/api/v3"
	"goauthentik.io/internal/outpost/ak"
)

const (
	// cachedFor is how long "cached" modes believe what authentik said.
	cachedFor = 5 * time.Minute
	// cachedBinds bounds what is remembered.
	cachedBinds = 10000
)

// identity is who a client has proved to be.
type identity struct {
	username string
	// search says that all entries may be seen, not only one's own.
	search bool
}

// provider is one tree and who may look into it.
type provider struct {
	api.LDAPOutpostConfig

	server *Server
	base   *ldap.DN
	users  *ldap.DN
	groups *ldap.DN

	certificate *tls.Certificate
	// cacheKey makes what is remembered of passwords useless outside this process.
	cacheKey []byte
	binds    *ttlcache.Cache[string, identity]
	entries  *ttlcache.Cache[string, []api.User]
}

// newProvider prepares to serve a provider. What before remembered stays remembered.
func newProvider(s *Server, settings api.LDAPOutpostConfig, before *provider) (*provider, error) {
	p := &provider{LDAPOutpostConfig: settings, server: s}
	for target, prefix := range map[**ldap.DN]string{&p.base: "", &p.users: "ou=users,", &p.groups: "ou=groups,"} {
		dn, err := ldap.ParseDN(prefix + settings.GetBaseDn())
		if err != nil {
			return nil, fmt.Errorf("parsing base DN %q: %w", settings.GetBaseDn(), err)
		}
		*target = dn
	}
	if len(p.base.RDNs) == 0 {
		return nil, errors.New("its base DN is empty")
	}
	if id := settings.GetCertificate(); id != "" {
		// Without its certificate a provider is still served: by the fallback, or without TLS.
		cert, err := ak.Certificate(context.Background(), s.controller.Client, id)
		if err != nil {
			s.log.WithError(err).WithField("provider", settings.Name).Warning("provider keeps the default certificate")
		}
		p.certificate = cert
	}
	if before != nil {
		p.cacheKey, p.binds, p.entries = before.cacheKey, before.binds, before.entries
		return p, nil
	}
	p.cacheKey = make([]byte, 32)
	if _, err := rand.Read(p.cacheKey); err != nil {
		return nil, fmt.Errorf("making a key for remembered binds: %w", err)
	}
	p.binds = ttlcache.New(
		ttlcache.WithTTL[string, identity](cachedFor),
		ttlcache.WithCapacity[string, identity](cachedBinds),
		ttlcache.WithDisableTouchOnHit[string, identity](),
	)
	p.entries = ttlcache.New(
		ttlcache.WithTTL[string, []api.User](cachedFor),
		ttlcache.WithDisableTouchOnHit[string, []api.User](),
	)
	return p, nil
}

// listUsers returns the users that authentik knows, or knew a moment ago if the provider allows that.
func (p *provider) listUsers(ctx context.Context) ([]api.User, error) {
	const all = "all"
	cached := p.GetSearchMode() == api.LDAPAPIACCESSMODE_CACHED
	if cached {
		if item := p.entries.Get(all); item != nil {
			return item.Value(), nil
		}
	}
	client := p.server.controller.Client
	users, err := ak.All(ctx, "listing users", func(page, size int32) (*api.PaginatedUserList, *http.Response, error) {
		return client.CoreAPI.CoreUsersList(ctx).IncludeGroups(true).Page(page).PageSize(size).Execute()
	})
	if err == nil && cached {
		p.entries.Set(all, users, ttlcache.DefaultTTL)
	}
	return users, err
}

// number gives authentik's own numbers a range in which they meet no local user of a machine.
func number(start *int32, pk int32) string {
	if start == nil {
		return strconv.Itoa(int(pk))
	}
	return strconv.Itoa(int(*start) + int(pk))
}
