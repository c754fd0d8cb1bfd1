package ak

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	api "goauthentik.io/api/v3"
	"goauthentik.io/internal/utils/coretest"
)

func client(t *testing.T, base string, transport http.RoundTripper) *api.APIClient {
	t.Helper()
	u, err := url.Parse(base)
	require.NoError(t, err)
	return NewClient(u, "the-token", transport)
}

func TestClientOverSocketAndPort(t *testing.T) {
	core := coretest.New(t)
	tls, err := TLSTransport(true)
	require.NoError(t, err)
	for name, c := range map[string]*api.APIClient{
		"socket": client(t, "http://localhost/", UnixTransport(core.Socket)),
		"port":   client(t, core.URL, tls),
	} {
		t.Run(name, func(t *testing.T) {
			brand, _, err := c.CoreAPI.CoreBrandsCurrentRetrieve(t.Context()).Execute()
			require.NoError(t, err)
			assert.Equal(t, "authentik", brand.BrandingTitle)
			assert.Equal(t, api.UITHEMEENUM_AUTOMATIC, brand.UiTheme)
		})
	}
}

func TestClientBelowAPath(t *testing.T) {
	core := coretest.New(t)
	core.Handle("GET /auth/api/v3/root/config/", func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, "Bearer the-token", r.Header.Get("Authorization"))
		assert.Contains(t, r.UserAgent(), "goauthentik.io/outpost/")
		w.WriteHeader(http.StatusNoContent)
	})
	_, res, _ := client(t, core.URL+"/auth/", http.DefaultTransport).RootAPI.RootConfigRetrieve(t.Context()).Execute()
	require.NotNil(t, res)
	assert.Equal(t, http.StatusNoContent, res.StatusCode)
}

func TestExplain(t *testing.T) {
	core := coretest.New(t)
	c := client(t, core.URL, http.DefaultTransport)
	ask := func() error {
		_, res, err := c.RootAPI.RootConfigRetrieve(t.Context()).Execute()
		return Explain("asking for the configuration", res, err)
	}
	require.NoError(t, ask())

	core.JSON("GET /api/v3/root/config/", http.StatusForbidden, coretest.Object{"detail": "Token invalid/expired"})
	require.ErrorContains(t, ask(), "asking for the configuration: authentik answered 403 Forbidden: ")
	require.ErrorContains(t, ask(), "Token invalid/expired")

	core.JSON("GET /api/v3/root/config/", http.StatusOK, coretest.Object{"capabilities": nil})
	require.ErrorContains(t, ask(),
		"understanding the answer (200 OK): no value given for required property error_reporting")

	c = client(t, "http://127.0.0.1:1", http.DefaultTransport)
	require.ErrorContains(t, ask(), "connection refused")
}

func TestAllPages(t *testing.T) {
	core := coretest.New(t)
	core.Handle("GET /api/v3/outposts/instances/", func(w http.ResponseWriter, r *http.Request) {
		next, name := 2, "first"
		if r.URL.Query().Get("page") == "2" {
			next, name = 0, "second"
		}
		core.JSON("GET /answer", http.StatusOK, coretest.Page(next, coretest.Outpost("proxy", name)))
		r.URL.Path = "/answer"
		core.ServeHTTP(w, r)
	})
	c := client(t, core.URL, http.DefaultTransport)
	ask := func(page, size int32) (*api.PaginatedOutpostList, *http.Response, error) {
		return c.OutpostsAPI.OutpostsInstancesList(t.Context()).Page(page).PageSize(size).Execute()
	}
	all, err := All(t.Context(), "listing outposts", ask)
	require.NoError(t, err)
	require.Len(t, all, 2)
	assert.Equal(t, "second", all[1].Name)
}
