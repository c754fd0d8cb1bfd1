package postgresstore

import (
	"cmp"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"goauthentik.io/internal/config"
)

// TestStore needs a database: the folder of its socket, with user and database "authentik".
func TestStore(t *testing.T) {
	host := cmp.Or(os.Getenv("AUTHENTIK_POSTGRESQL__HOST"), os.Getenv("AUTHENTIK_TEST_POSTGRES_HOST"))
	if host == "" {
		t.Skip("AUTHENTIK_POSTGRESQL__HOST is not set")
	}
	store, err := Open(config.PostgreSQL{Host: host, Port: "5432", Name: "authentik", User: "authentik"}, make([]byte, 32))
	require.NoError(t, err)
	var cookies []*http.Cookie
	for _, want := range []any{nil, "kept"} {
		r, w := httptest.NewRequest(http.MethodGet, "/", nil), httptest.NewRecorder()
		for _, cookie := range cookies {
			r.AddCookie(cookie)
		}
		session, err := store.Get(r, "name")
		require.NoError(t, err)
		assert.Equal(t, want, session.Values["value"])
		assert.Equal(t, want == nil, session.IsNew)
		session.Values["value"] = "kept"
		require.NoError(t, session.Save(r, w))
		cookies = w.Result().Cookies()
	}
}
