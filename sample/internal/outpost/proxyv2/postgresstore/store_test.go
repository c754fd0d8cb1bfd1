package postgresstore

import (
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"github.com/gorilla/securecookie"
	"github.com/gorilla/sessions"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gorm.io/gorm"

	"goauthentik.io/internal/config"
)

const cookieName = "authentik_proxy_test"

var codecs = securecookie.CodecsFromPairs(make([]byte, 32), make([]byte, 32))

// visit gives a browser's session to f and returns the cookies it has afterwards.
func visit(t *testing.T, store sessions.Store, cookies []*http.Cookie, f func(*sessions.Session)) []*http.Cookie {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	for _, c := range cookies {
		r.AddCookie(c)
	}
	session, err := store.Get(r, cookieName)
	require.NoError(t, err)
	f(session)
	w := httptest.NewRecorder()
	require.NoError(t, session.Save(r, w))
	return w.Result().Cookies()
}

// TestStore runs against a database of its own, and against one that the core has migrated if there is one: its host in
// AUTHENTIK_POSTGRESQL__HOST, user and database "authentik".
func TestStore(t *testing.T) {
	t.Run("fake", func(t *testing.T) {
		_, pool := newFake()
		db, err := wrap(pool)
		require.NoError(t, err)
		testStore(t, db)
	})
	t.Run("migrated", func(t *testing.T) {
		host := os.Getenv("AUTHENTIK_POSTGRESQL__HOST")
		if host == "" {
			t.Skip("no AUTHENTIK_POSTGRESQL__HOST")
		}
		other, err := Open(config.PostgreSQL{Host: host, Name: "postgres", User: "authentik", SSLMode: "disable"})
		require.NoError(t, err)
		require.Error(t, Available(t.Context(), other), "a database that the core has not migrated")
		db, err := Open(config.PostgreSQL{Host: host, Name: "authentik", User: "authentik", SSLMode: "disable"})
		require.NoError(t, err)
		testStore(t, db)
	})
}

func testStore(t *testing.T, db *gorm.DB) {
	require.NoError(t, Available(t.Context(), db))
	store := New(db, codecs, &sessions.Options{Path: "/", MaxAge: 3600, HttpOnly: true})

	browser := visit(t, store, nil, func(s *sessions.Session) {
		assert.True(t, s.IsNew)
		s.Values["claims"] = `{"sub": "jens"}`
	})
	require.Len(t, browser, 1)
	assert.NotContains(t, browser[0].Value, "jens")
	assert.True(t, browser[0].HttpOnly)

	visit(t, store, browser, func(s *sessions.Session) {
		assert.False(t, s.IsNew)
		assert.Equal(t, `{"sub": "jens"}`, s.Values["claims"])
		s.Values["claims"] = "changed"
	})
	replica := New(db, codecs, &sessions.Options{MaxAge: 3600})
	visit(t, replica, browser, func(s *sessions.Session) {
		assert.Equal(t, "changed", s.Values["claims"], "another process sees it, too")
	})

	other := visit(t, store, browser, func(s *sessions.Session) { s.ID = "" })
	assert.NotEqual(t, browser[0].Value, other[0].Value, "a new name")

	gone := visit(t, store, browser, func(s *sessions.Session) { s.Options.MaxAge = -1 })
	assert.Negative(t, gone[0].MaxAge)
	visit(t, store, browser, func(s *sessions.Session) { assert.True(t, s.IsNew, "deleted, whatever the cookie says") })
	visit(t, store, other, func(s *sessions.Session) { assert.False(t, s.IsNew, "others stay") })

	require.NoError(t, Clean(t.Context(), db))
	visit(t, store, other, func(s *sessions.Session) { assert.False(t, s.IsNew, "only what has ended is cleaned away") })
}

func TestSessionsEnd(t *testing.T) {
	fake, pool := newFake()
	db, err := wrap(pool)
	require.NoError(t, err)
	store := New(db, codecs, &sessions.Options{MaxAge: 3600})
	browser := visit(t, store, nil, func(*sessions.Session) {})
	for key, r := range fake.rows {
		r.Expires = time.Now().Add(-time.Second)
		fake.rows[key] = r
	}
	replica := New(db, codecs, &sessions.Options{MaxAge: 3600})
	visit(t, replica, browser, func(s *sessions.Session) { assert.True(t, s.IsNew) })
	require.NoError(t, Clean(t.Context(), db))
	assert.Len(t, fake.rows, 1, "the one that just began")
}

func TestCookiesOfOthers(t *testing.T) {
	_, pool := newFake()
	db, err := wrap(pool)
	require.NoError(t, err)
	foreign := New(db, securecookie.CodecsFromPairs([]byte("another key of 32 bytes at least")),
		&sessions.Options{MaxAge: 60})
	browser := visit(t, foreign, nil, func(*sessions.Session) {})
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.AddCookie(browser[0])
	session, err := New(db, codecs, &sessions.Options{}).Get(r, cookieName)
	require.ErrorContains(t, err, "decoding a session cookie")
	require.NotNil(t, session)
	assert.True(t, session.IsNew)
}

func TestBrokenDatabase(t *testing.T) {
	fake, pool := newFake()
	db, err := wrap(pool)
	require.NoError(t, err)
	fake.broken = true
	require.ErrorContains(t, Available(t.Context(), db), "looking for sessions in the database: connection refused")
	store := New(db, codecs, &sessions.Options{MaxAge: 60})
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	session, err := store.Get(r, cookieName)
	require.NoError(t, err)
	require.ErrorContains(t, session.Save(r, httptest.NewRecorder()),
		"writing a session to the database: connection refused")
}

func TestSettings(t *testing.T) {
	settings, err := connConfig(config.PostgreSQL{
		Host: "db.internal", Port: "5433", Name: "authentik", User: "a user", Password: `it's a \ secret`,
		SSLMode: "disable", Schema: "tenant",
	})
	require.NoError(t, err)
	assert.Equal(t, "db.internal", settings.Host)
	assert.EqualValues(t, 5433, settings.Port)
	assert.Equal(t, "a user", settings.User)
	assert.Equal(t, `it's a \ secret`, settings.Password)
	assert.Equal(t, "tenant", settings.RuntimeParams["search_path"])
	assert.Nil(t, settings.TLSConfig)

	settings, err = connConfig(config.PostgreSQL{Host: "db.internal", SSLMode: "verify-full"})
	require.NoError(t, err)
	require.NotNil(t, settings.TLSConfig)
	assert.Equal(t, "db.internal", settings.TLSConfig.ServerName)

	_, err = connConfig(config.PostgreSQL{Host: "h", Port: "many", Password: "secret-password"})
	require.ErrorContains(t, err, `port "many"`)
	assert.NotContains(t, err.Error(), "secret-password")
}
