package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const script = "console.log('hello');"

// tree makes a folder to serve, with a secret beside it that must never be served.
func tree(t *testing.T) (root string) {
	t.Helper()
	parent := t.TempDir()
	root = filepath.Join(parent, "dist")
	require.NoError(t, os.MkdirAll(filepath.Join(root, "admin"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(root, "admin", "main.js"), []byte(script), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(root, "index.html"), []byte("<p>hi"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(parent, "secret"), []byte("secret"), 0o600))
	return root
}

func get(h http.Handler, path string, header map[string]string) *http.Response {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.URL.Path = path
	for name, value := range header {
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	raw, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	return string(raw)
}

func TestFiles(t *testing.T) {
	res := get(Files(http.Dir(tree(t))), "/admin/main.js", nil)
	assert.Equal(t, http.StatusOK, res.StatusCode)
	assert.Equal(t, script, body(t, res))
	assert.Contains(t, res.Header.Get("Content-Type"), "javascript")
	assert.Empty(t, res.Header.Get("Last-Modified"))
	assert.NotEmpty(t, res.Header.Get("Etag"))
}

func TestFilesStayInside(t *testing.T) {
	h := Files(http.Dir(tree(t)))
	for _, path := range []string{
		"/../secret", "../secret", "/admin/../../secret", "/..\\secret", "/%2e%2e/secret", "/admin/main.js/../../../secret",
		"//secret", "/\x00", "/",
		"/admin", "/admin/", "/none",
	} {
		res := get(h, path, nil)
		assert.Equal(t, http.StatusNotFound, res.StatusCode, path)
		assert.NotContains(t, body(t, res), "main.js", "no listing of %s", path)
	}
}

func TestFilesAreNamedByContent(t *testing.T) {
	root := tree(t)
	h := Files(http.Dir(root))
	first := get(h, "/admin/main.js", nil).Header.Get("Etag")

	res := get(h, "/admin/main.js", map[string]string{"If-None-Match": first})
	assert.Equal(t, http.StatusNotModified, res.StatusCode)
	assert.Empty(t, body(t, res))

	// An upgrade: other content, but the same time, as every file in a Nix store has.
	then := time.Unix(1, 0)
	path := filepath.Join(root, "admin", "main.js")
	require.NoError(t, os.WriteFile(path, []byte(script+"// new"), 0o600))
	require.NoError(t, os.Chtimes(path, then, then))
	res = get(Files(http.Dir(root)), "/admin/main.js", map[string]string{"If-None-Match": first})
	assert.Equal(t, http.StatusOK, res.StatusCode)
	assert.NotEqual(t, first, res.Header.Get("Etag"))
}

func TestFilesCompressed(t *testing.T) {
	h := Files(http.Dir(tree(t)))
	res := get(h, "/admin/main.js", map[string]string{"Accept-Encoding": "gzip"})
	require.Equal(t, "gzip", res.Header.Get("Content-Encoding"))
	plain, err := gzip.NewReader(res.Body)
	require.NoError(t, err)
	raw, err := io.ReadAll(plain)
	require.NoError(t, err)
	assert.Equal(t, script, string(raw))

	res = get(h, "/admin/main.js", map[string]string{"Accept-Encoding": "gzip", "Range": "bytes=0-6"})
	assert.Equal(t, http.StatusPartialContent, res.StatusCode)
	assert.Empty(t, res.Header.Get("Content-Encoding"))
	assert.Equal(t, script[:7], body(t, res))
}

func TestFilesAreReadOnly(t *testing.T) {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodPost, "/admin/main.js", strings.NewReader("x"))
	Files(http.Dir(tree(t))).ServeHTTP(w, r)
	assert.Equal(t, http.StatusMethodNotAllowed, w.Code)
}
