package web

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"goauthentik.io/internal/config"
	"goauthentik.io/internal/utils/coretest"
)

// testConfig listens on ports of the kernel's choice.
func testConfig() *config.Config {
	return &config.Config{
		LogLevel: "error",
		Listen: config.Listen{
			HTTP: "127.0.0.1:0", HTTPS: "127.0.0.1:0", Metrics: "127.0.0.1:0",
			TrustedProxyCIDRs: []string{"127.0.0.0/8"},
		},
		Web: config.Web{Path: "/"},
	}
}

// newServer returns a server in front of socket, with a small web UI.
func newServer(t *testing.T, socket string, c *config.Config) *Server {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"dist/admin/AdminInterface.js":         "admin()",
		"dist/assets/icons/icon.png":           "png",
		"dist/standalone/loading/startup.html": "<p>starting nicely",
		"authentik/sources/github.svg":         "<svg/>",
		"secret":                               "secret",
	} {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	}
	s, err := New(Options{
		Config: c, Socket: socket,
		DistDir: filepath.Join(dir, "dist"), AuthentikDir: filepath.Join(dir, "authentik"),
	})
	require.NoError(t, err)
	return s
}

// serve runs the handler of a server on a port and returns its address.
func serve(t *testing.T, s *Server) string {
	t.Helper()
	server := httptest.NewServer(s.Handler())
	t.Cleanup(server.Close)
	return server.URL
}

func get(t *testing.T, url string, header ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	require.NoError(t, err)
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
		if header[i] == "Host" {
			req.Host = header[i+1]
		}
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	require.NoError(t, err)
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return res, string(body)
}

func TestStatic(t *testing.T) {
	url := serve(t, newServer(t, coretest.New(t).Socket, testConfig()))
	for path, want := range map[string]string{
		"/static/dist/admin/AdminInterface.js":           "admin()",
		"/static/authentik/sources/github.svg":           "<svg/>",
		"/if/admin/assets/icons/icon.png":                "png",
		"/if/user/assets/icons/icon.png":                 "png",
		"/if/flow/initial-setup/assets/icons/icon.png":   "png",
		"/if/rac/some-application/assets/icons/icon.png": "png",
	} {
		res, body := get(t, url+path)
		assert.Equal(t, http.StatusOK, res.StatusCode, path)
		assert.Equal(t, want, body, path)
	}
	_, robots := get(t, url+"/robots.txt")
	assert.Contains(t, robots, "Disallow: /")
	_, security := get(t, url+"/.well-known/security.txt")
	assert.Contains(t, security, "Contact:")
}

// TestStaticStaysInside sends paths as an attacker would: not through a client that tidies them.
func TestStaticStaysInside(t *testing.T) {
	url := serve(t, newServer(t, coretest.New(t).Socket, testConfig()))
	for _, path := range []string{
		"/static/dist/../secret", "/static/dist/../../secret", "/static/dist/%2e%2e/secret", "/static/dist/..%2fsecret",
		"/static/dist//../secret", "/static/authentik/../secret", "/if/flow/../../secret", "/if/flow/x/assets/../../secret",
		"/static/dist/", "/static/dist/admin",
	} {
		conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
		require.NoError(t, err)
		_, err = io.WriteString(conn, "GET "+path+" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
		require.NoError(t, err)
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		require.NoError(t, err)
		body, err := io.ReadAll(res.Body)
		require.NoError(t, err)
		assert.Equal(t, http.StatusNotFound, res.StatusCode, path)
		assert.NotContains(t, string(body), "AdminInterface", path)
		require.NoError(t, conn.Close())
	}
}

func TestProxy(t *testing.T) {
	core := coretest.New(t)
	core.Handle("GET /if/flow/login/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Server", "gunicorn")
		_ = json.NewEncoder(w).Encode(map[string]string{
			"host": r.Host, "for": r.Header.Get("X-Forwarded-For"), "proto": r.Header.Get("X-Forwarded-Proto"),
			"query": r.URL.RawQuery, "id": r.Header.Get("X-Authentik-Id"),
		})
	})
	url := serve(t, newServer(t, core.Socket, testConfig()))

	ask := func(header ...string) map[string]string {
		res, body := get(t, url+"/if/flow/login/?next=%2F", header...)
		assert.Equal(t, "authentik", res.Header.Get("X-Powered-By"))
		assert.Empty(t, res.Header.Get("Server"))
		var seen map[string]string
		require.NoError(t, json.Unmarshal([]byte(body), &seen), body)
		return seen
	}
	seen := ask("Host", "sso.example.com")
	assert.Equal(t, "sso.example.com", seen["host"])
	assert.Equal(t, "127.0.0.1", seen["for"])
	assert.Equal(t, "http", seen["proto"])
	assert.Equal(t, "next=%2F", seen["query"])
	assert.Len(t, seen["id"], 36)

	seen = ask("X-Forwarded-For", "198.51.100.7", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "public.example")
	assert.Equal(t, "public.example", seen["host"])
	assert.Equal(t, "198.51.100.7", seen["for"])
	assert.Equal(t, "https", seen["proto"])
}

func TestProxyWebSocket(t *testing.T) {
	core := coretest.New(t)
	core.Handle("GET /ws/client/", func(w http.ResponseWriter, r *http.Request) {
		conn, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer func() { _ = conn.Close() }()
		_, message, _ := conn.ReadMessage()
		_ = conn.WriteMessage(websocket.TextMessage, append([]byte("echo "), message...))
	})
	url := serve(t, newServer(t, core.Socket, testConfig()))
	conn, res, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(url, "http")+"/ws/client/", nil)
	require.NoError(t, err)
	_ = res.Body.Close()
	defer func() { _ = conn.Close() }()
	require.NoError(t, conn.WriteMessage(websocket.TextMessage, []byte("hello")))
	_, message, err := conn.ReadMessage()
	require.NoError(t, err)
	assert.Equal(t, "echo hello", string(message))
}

func TestWithoutCore(t *testing.T) {
	url := serve(t, newServer(t, filepath.Join(coretest.SocketDir(t), "nobody.sock"), testConfig()))

	res, body := get(t, url+"/", "Accept", "text/html")
	assert.Equal(t, http.StatusServiceUnavailable, res.StatusCode)
	assert.Equal(t, "5", res.Header.Get("Retry-After"))
	assert.Contains(t, res.Header.Get("Content-Type"), "text/html")
	assert.Equal(t, "<p>starting nicely", body)

	res, body = get(t, url+"/api/v3/core/users/")
	assert.Equal(t, http.StatusServiceUnavailable, res.StatusCode)
	assert.JSONEq(t, `{"detail": "authentik is starting", "code": "core_unavailable"}`, body)

	res, _ = get(t, url+"/-/health/live/")
	assert.Equal(t, http.StatusOK, res.StatusCode)
	res, body = get(t, url+"/-/health/ready/")
	assert.Equal(t, http.StatusServiceUnavailable, res.StatusCode)
	assert.NotContains(t, body, "nobody.sock", "strangers are not told where things lie")
}

func TestStartingPageOfItsOwn(t *testing.T) {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Accept", "text/html")
	starting(t.TempDir()).ServeHTTP(w, r)
	assert.Contains(t, w.Body.String(), "authentik is starting")
}

func TestCoreThatBreaksOff(t *testing.T) {
	core := coretest.New(t)
	core.Handle("GET /api/v3/broken/", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	url := serve(t, newServer(t, core.Socket, testConfig()))
	res, body := get(t, url+"/api/v3/broken/")
	assert.Equal(t, http.StatusBadGateway, res.StatusCode)
	assert.Contains(t, body, "core_failed")
}

func TestPathPrefix(t *testing.T) {
	core := coretest.New(t)
	core.JSON("GET /auth/if/user/", http.StatusOK, "user")
	c := testConfig()
	c.Web.Path = "/auth/"
	url := serve(t, newServer(t, core.Socket, c))
	for path, status := range map[string]int{
		"/auth/-/health/live/":                      http.StatusOK,
		"/auth/static/dist/admin/AdminInterface.js": http.StatusOK,
		"/auth/if/user/":                            http.StatusOK,
		"/":                                         http.StatusFound,
		"/robots.txt":                               http.StatusOK,
		"/static/dist/admin/AdminInterface.js":      http.StatusNotFound,
	} {
		res, _ := get(t, url+path)
		assert.Equal(t, status, res.StatusCode, path)
	}
}

// outpostFor is an outpost for one host.
type outpostFor string

func (o outpostFor) Handles(r *http.Request) bool { return r.Host == string(o) }
func (o outpostFor) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	_, _ = io.WriteString(w, "outpost")
}

func TestEmbeddedOutpost(t *testing.T) {
	s := newServer(t, coretest.New(t).Socket, testConfig())
	s.SetOutpost(outpostFor("app.example"))
	url := serve(t, s)
	_, body := get(t, url+"/static/dist/admin/AdminInterface.js", "Host", "app.example")
	assert.Equal(t, "outpost", body, "the application may have a /static/dist/ of its own")
	_, body = get(t, url+"/static/dist/admin/AdminInterface.js", "Host", "sso.example")
	assert.Equal(t, "admin()", body)
	res, _ := get(t, url+"/-/health/live/", "Host", "app.example")
	assert.NotEmpty(t, res.Header.Get("X-Authentik-Version"), "health is always the server's own")
}

func TestSocketPathThatIsTooLong(t *testing.T) {
	_, err := New(Options{Config: testConfig(), Socket: "/" + strings.Repeat("x", 107)})
	require.ErrorContains(t, err, "set TMPDIR to a shorter one")
}

// TestListenAndServe runs a whole server: three ports, metrics, TLS, and the end.
func TestListenAndServe(t *testing.T) {
	s := newServer(t, coretest.New(t).Socket, testConfig())
	require.NoError(t, s.Listen())
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx) }()

	res, _ := get(t, "http://"+s.Addr("http").String()+"/-/health/ready/")
	assert.Equal(t, http.StatusOK, res.StatusCode)

	conn, err := tls.Dial("tcp", s.Addr("https").String(), &tls.Config{InsecureSkipVerify: true})
	require.NoError(t, err)
	assert.Equal(t, "authentik default certificate", conn.ConnectionState().PeerCertificates[0].Subject.CommonName)
	require.NoError(t, conn.Close())

	_, metrics := get(t, "http://"+s.Addr("metrics").String()+"/metrics")
	assert.Contains(t, metrics, "authentik_core_up 1")
	assert.Contains(t, metrics, `authentik_brand_info{theme="automatic",title="authentik"} 1`)
	assert.Contains(t, metrics, `authentik_core_capability{capability="can_geo_ip"} 1`)
	assert.Contains(t, metrics, "authentik_version_info{")
	res, _ = get(t, "http://"+s.Addr("metrics").String()+"/")
	assert.Equal(t, http.StatusNotFound, res.StatusCode, "the metrics port serves nothing else")

	stop()
	select {
	case err := <-done:
		require.NoError(t, err)
	case <-time.After(5 * time.Second):
		t.Fatal("the server did not stop")
	}
}

func TestPortThatIsTaken(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = ln.Close() }()
	c := testConfig()
	c.Listen.HTTPS = ln.Addr().String()
	s := newServer(t, "/nobody.sock", c)
	err = s.Listen()
	require.ErrorContains(t, err, "listening for https (listen.https)")
	assert.Nil(t, s.Addr("http"), "no port stays open")
}
