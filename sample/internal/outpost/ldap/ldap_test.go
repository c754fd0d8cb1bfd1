package ldap

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/go-ldap/ldap/v3"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"goauthentik.io/internal/config"
	"goauthentik.io/internal/outpost/aktest"
	"goauthentik.io/internal/utils/coretest"
)

const (
	base   = "dc=ldap,dc=example"
	jens   = "cn=jens,ou=users," + base
	secret = "secret;123456"
)

// directory is a core with one LDAP provider and three users, one of whom may log in.
func directory(t *testing.T, change coretest.Object) (core *coretest.Core, asked func() int) {
	core = coretest.New(t)
	provider := coretest.Object{
		"pk": 7, "name": "ldap", "base_dn": base, "bind_flow_slug": "login", "unbind_flow_slug": nil,
		"application_slug": "app", "uid_start_number": 2000, "gid_start_number": 4000,
		"search_mode": "direct", "bind_mode": "direct", "mfa_support": false,
	}
	for key, value := range change {
		provider[key] = value
	}
	core.JSON("GET /api/v3/outposts/ldap/", http.StatusOK, coretest.Page(0, provider))
	core.JSON("GET /api/v3/outposts/ldap/7/check_access/", http.StatusOK, coretest.Object{
		"access": coretest.Access(true), "has_search_permission": true,
	})
	core.JSON("GET /api/v3/core/users/me/", http.StatusOK, coretest.Self(9, "jens"))
	core.JSON("GET /api/v3/core/users/", http.StatusOK, coretest.Page(0,
		coretest.User(9, "jens", "admins", "staff"), coretest.User(10, "a,comma", "staff"), coretest.User(11, "akadmin"),
	))
	return core, core.PasswordFlow("login", "jens", secret)
}

// serve starts the outpost and returns a client of it.
func serve(t *testing.T, core *coretest.Core) (*Server, func() *ldap.Conn) {
	t.Helper()
	s, err := New(aktest.Connect(t, core, "ldap"), config.Listen{}, prometheus.NewRegistry())
	require.NoError(t, err)
	require.NoError(t, s.Refresh(t.Context()))
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.accept(ctx, ln) }()
	t.Cleanup(func() {
		stop()
		assert.NoError(t, <-done)
	})
	return s, func() *ldap.Conn {
		conn, err := ldap.DialURL("ldap://" + ln.Addr().String())
		require.NoError(t, err)
		conn.SetTimeout(10 * time.Second)
		t.Cleanup(func() { _ = conn.Close() })
		return conn
	}
}

func code(err error) int {
	if err == nil {
		return ldap.LDAPResultSuccess
	}
	if e, ok := err.(*ldap.Error); ok {
		return int(e.ResultCode)
	}
	return -1
}

func TestBind(t *testing.T) {
	core, _ := directory(t, nil)
	s, dial := serve(t, core)
	conn := dial()
	for name, c := range map[string]struct {
		dn, password string
		want         int
	}{
		"right":             {jens, secret, ldap.LDAPResultSuccess},
		"by uid":            {"UID=jens,OU=Users,DC=ldap,DC=example", secret, ldap.LDAPResultSuccess},
		"wrong password":    {jens, "other", ldap.LDAPResultInvalidCredentials},
		"nobody":            {"cn=nobody,ou=users," + base, secret, ldap.LDAPResultInvalidCredentials},
		"another tree":      {"cn=jens,ou=users,dc=other", secret, ldap.LDAPResultInvalidCredentials},
		"not a user":        {"ou=users," + base, secret, ldap.LDAPResultInvalidCredentials},
		"too deep":          {"cn=jens,cn=x,ou=users," + base, secret, ldap.LDAPResultInvalidCredentials},
		"not a name at all": {"jens", secret, ldap.LDAPResultInvalidDNSyntax},
	} {
		assert.Equal(t, c.want, code(conn.Bind(c.dn, c.password)), name)
	}
	assert.Equal(t, ldap.LDAPResultUnwillingToPerform, code(conn.UnauthenticatedBind(jens)),
		"a bind without password must not look like a success")
	assert.Equal(t, ldap.LDAPResultAuthMethodNotSupported, code(conn.ExternalBind()))
	assert.Positive(t, testutil.CollectAndCount(s.requests))
}

func TestBindWithoutAccess(t *testing.T) {
	core, _ := directory(t, nil)
	core.JSON("GET /api/v3/outposts/ldap/7/check_access/", http.StatusOK,
		coretest.Object{"access": coretest.Access(false)})
	_, dial := serve(t, core)
	assert.Equal(t, ldap.LDAPResultInsufficientAccessRights, code(dial().Bind(jens, secret)))
}

func TestBindWhileAuthentikIsAway(t *testing.T) {
	core, _ := directory(t, nil)
	core.JSON("GET /api/v3/flows/executor/login/", http.StatusInternalServerError, nil)
	_, dial := serve(t, core)
	assert.Equal(t, ldap.LDAPResultUnavailable, code(dial().Bind(jens, secret)))
}

func TestBindCached(t *testing.T) {
	core, asked := directory(t, coretest.Object{"bind_mode": "cached"})
	s, dial := serve(t, core)
	require.NoError(t, dial().Bind(jens, secret))
	require.NoError(t, dial().Bind(jens, secret))
	assert.Equal(t, 1, asked())
	assert.Equal(t, ldap.LDAPResultInvalidCredentials, code(dial().Bind(jens, "other")))
	assert.Equal(t, 2, asked(), "another password is another question")

	require.NoError(t, s.Refresh(t.Context()))
	require.NoError(t, dial().Bind(jens, secret))
	assert.Equal(t, 2, asked(), "a refresh forgets nothing")
}

// TestCodeInPassword finds a code only where the provider wants one: here, the password itself looks like it had one.
func TestCodeInPassword(t *testing.T) {
	core, _ := directory(t, coretest.Object{"mfa_support": true})
	core.PasswordFlow("login", "jens", "secret")
	_, dial := serve(t, core)
	require.NoError(t, dial().Bind(jens, secret), "the code is not part of the password here")
}

func find(t *testing.T, conn *ldap.Conn, base string, scope int, filter string, attributes ...string) []*ldap.Entry {
	t.Helper()
	search := ldap.NewSearchRequest(base, scope, ldap.NeverDerefAliases, 0, 0, false, filter, attributes, nil)
	found, err := conn.Search(search)
	require.NoError(t, err)
	return found.Entries
}

func names(entries []*ldap.Entry) (dns []string) {
	for _, e := range entries {
		dns = append(dns, e.DN)
	}
	return dns
}

func TestSearch(t *testing.T) {
	core, _ := directory(t, nil)
	_, dial := serve(t, core)
	conn := dial()
	require.NoError(t, conn.Bind(jens, secret))

	users := find(t, conn, base, ldap.ScopeWholeSubtree, "(objectClass=user)")
	assert.Equal(t, []string{jens, `cn=a\,comma,ou=users,` + base, "cn=akadmin,ou=users," + base}, names(users))
	assert.Equal(t, "2009", users[0].GetAttributeValue("uidNumber"))
	assert.Equal(t, "jens@example.com", users[0].GetAttributeValue("mail"))
	assert.Equal(t, []string{"cn=admins,ou=groups," + base, "cn=staff,ou=groups," + base},
		users[0].GetAttributeValues("memberOf"))

	groups := find(t, conn, base, ldap.ScopeWholeSubtree, "(&(objectClass=group)(cn=staff))")
	require.Len(t, groups, 1)
	assert.Equal(t, []string{jens, `cn=a\,comma,ou=users,` + base}, groups[0].GetAttributeValues("member"))
	assert.Equal(t, "4101", groups[0].GetAttributeValue("gidNumber"))

	assert.Equal(t, []string{jens}, names(find(t, conn, jens, ldap.ScopeBaseObject, "(cn=*)")))
	assert.Equal(t, []string{"ou=users," + base, "ou=groups," + base},
		names(find(t, conn, base, ldap.ScopeSingleLevel, "(objectClass=*)")))

	some := find(t, conn, base, ldap.ScopeWholeSubtree, "(cn=jens)", "MAIL")
	require.Len(t, some[0].Attributes, 1)
	assert.Equal(t, "mail", some[0].Attributes[0].Name)
	assert.Empty(t, find(t, conn, base, ldap.ScopeWholeSubtree, "(cn=jens)", "1.1")[0].Attributes)

	limited := ldap.NewSearchRequest(base, ldap.ScopeWholeSubtree, ldap.NeverDerefAliases, 2, 0, false,
		"(objectClass=user)", nil, nil)
	found, err := conn.Search(limited)
	assert.Equal(t, ldap.LDAPResultSizeLimitExceeded, code(err))
	assert.Len(t, found.Entries, 2)
}

func TestSearchOnlyWhatOneMay(t *testing.T) {
	core, _ := directory(t, nil)
	core.JSON("GET /api/v3/outposts/ldap/7/check_access/", http.StatusOK, coretest.Object{
		"access": coretest.Access(true), "has_search_permission": false,
	})
	_, dial := serve(t, core)
	conn := dial()
	search := ldap.NewSearchRequest(base, ldap.ScopeWholeSubtree, ldap.NeverDerefAliases, 0, 0, false, "(cn=*)", nil, nil)

	_, err := conn.Search(search)
	assert.Equal(t, ldap.LDAPResultInsufficientAccessRights, code(err), "before a bind")
	require.NoError(t, conn.Bind(jens, secret))
	assert.Equal(t, []string{jens}, names(find(t, conn, base, ldap.ScopeWholeSubtree, "(cn=*)")))

	require.Error(t, conn.Bind(jens, "other"))
	_, err = conn.Search(search)
	assert.Equal(t, ldap.LDAPResultInsufficientAccessRights, code(err), "a bind that failed ends the one before it")

	require.NoError(t, conn.Bind(jens, secret))
	search.BaseDN = "dc=other"
	_, err = conn.Search(search)
	assert.Equal(t, ldap.LDAPResultNoSuchObject, code(err))
}

func TestRootDSE(t *testing.T) {
	core, _ := directory(t, nil)
	_, dial := serve(t, core)
	found := find(t, dial(), "", ldap.ScopeBaseObject, "(objectClass=*)")
	require.Len(t, found, 1)
	assert.Equal(t, []string{base}, found[0].GetAttributeValues("namingContexts"))
}

func TestReadOnly(t *testing.T) {
	core, _ := directory(t, nil)
	_, dial := serve(t, core)
	conn := dial()
	require.NoError(t, conn.Bind(jens, secret))
	assert.Equal(t, ldap.LDAPResultUnwillingToPerform, code(conn.Del(ldap.NewDelRequest(jens, nil))))
	modify := ldap.NewModifyRequest(jens, nil)
	modify.Replace("mail", []string{"x@example.com"})
	assert.Equal(t, ldap.LDAPResultUnwillingToPerform, code(conn.Modify(modify)))
}

func TestProvidersThatCannotBe(t *testing.T) {
	core, _ := directory(t, coretest.Object{"base_dn": "nonsense"})
	s, _ := serve(t, core)
	assert.Empty(t, s.current())
	core, _ = directory(t, coretest.Object{"base_dn": ""})
	s, _ = serve(t, core)
	assert.Empty(t, s.current())
}

// TestServe opens both ports, and closes them again.
func TestServe(t *testing.T) {
	core, _ := directory(t, nil)
	free := func() string {
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		defer func() { _ = ln.Close() }()
		return ln.Addr().String()
	}
	listen := config.Listen{LDAP: free(), LDAPS: free()}
	s, err := New(aktest.Connect(t, core, "ldap"), listen, prometheus.NewRegistry())
	require.NoError(t, err)
	require.NoError(t, s.Refresh(t.Context()))
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx) }()
	require.EventuallyWithT(t, func(c *assert.CollectT) {
		conn, err := ldap.DialURL("ldaps://"+listen.LDAPS, ldap.DialWithTLSConfig(&tls.Config{InsecureSkipVerify: true}))
		if assert.NoError(c, err) {
			assert.NoError(c, conn.Bind(jens, secret))
			_ = conn.Close()
		}
	}, 10*time.Second, 10*time.Millisecond)
	stop()
	require.NoError(t, <-done)
}
