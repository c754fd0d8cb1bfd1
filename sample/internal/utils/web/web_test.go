package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"
	"time"

	log "github.com/sirupsen/logrus"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}

func TestIsTrusted(t *testing.T) {
	for peer, want := range map[string]bool{
		"127.0.0.1:80": true, "127.9.9.9": true, "[::1]:80": true, "::ffff:127.0.0.1": true,
		"192.0.2.1:80": false, "": false, "@": false, "localhost:80": false,
	} {
		assert.Equal(t, want, IsTrusted(peer, loopback), peer)
	}
}

func TestTrustForwarded(t *testing.T) {
	seen := func(peer, forwardedFor string) string {
		var got string
		h := TrustForwarded(loopback, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			got = fmt.Sprint(r.RemoteAddr, " ", Scheme(r), " ", r.Host, " ", r.Header.Get("X-Forwarded-For"))
		}))
		r := httptest.NewRequest(http.MethodGet, "http://front/", nil)
		// As a server sees it: only a client's request has these in its URL.
		r.URL.Scheme, r.URL.Host = "", ""
		r.RemoteAddr = peer
		r.Header.Set("X-Forwarded-For", forwardedFor)
		r.Header.Set("X-Forwarded-Proto", "https")
		r.Header.Set("X-Forwarded-Host", "public")
		h.ServeHTTP(httptest.NewRecorder(), r)
		return got
	}
	assert.Equal(t, "198.51.100.7:0 https public 198.51.100.7", seen("127.0.0.1:1234", "198.51.100.7"))
	assert.Equal(t, "192.0.2.1:1234 http front ", seen("192.0.2.1:1234", "198.51.100.7"),
		"not a proxy of ours: nothing is believed")
	assert.Contains(t, seen("127.0.0.1:1", "1.1.1.1, 198.51.100.7, 127.0.0.5"), "198.51.100.7:0",
		"what the client itself wrote in front is not believed")
	assert.Contains(t, seen("127.0.0.1:1", "nonsense"), "127.0.0.1:1 ")
}

// TestProxyProtocol sends a PROXY header from a peer that is trusted, then from one that is not.
func TestProxyProtocol(t *testing.T) {
	ask := func(trusted []netip.Prefix) string {
		ln, err := Listen("127.0.0.1:0", trusted)
		require.NoError(t, err)
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error, 1)
		say := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, r.RemoteAddr) })
		server := &http.Server{ReadHeaderTimeout: time.Second, Handler: say}
		go func() { done <- Serve(ctx, server, ln) }()
		conn, err := net.Dial("tcp", ln.Addr().String())
		require.NoError(t, err)
		_, err = io.WriteString(conn, "PROXY TCP4 198.51.100.7 127.0.0.1 4711 80\r\nGET / HTTP/1.0\r\n\r\n")
		require.NoError(t, err)
		raw, err := io.ReadAll(conn)
		require.NoError(t, err)
		stop()
		require.NoError(t, <-done)
		return string(raw)
	}
	assert.Contains(t, ask(loopback), "198.51.100.7:4711")
	assert.Contains(t, ask(nil), "400 Bad Request", "to others it is not HTTP")
}

// TestServeFinishesRequests tells a server to stop while it answers.
func TestServeFinishesRequests(t *testing.T) {
	ln, err := Listen("127.0.0.1:0", nil)
	require.NoError(t, err)
	ctx, stop := context.WithCancel(t.Context())
	finish := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		stop()
		time.Sleep(50 * time.Millisecond)
		_, _ = io.WriteString(w, "finished")
	})
	server := &http.Server{ReadHeaderTimeout: time.Second, Handler: finish}
	done := make(chan error, 1)
	go func() { done <- Serve(ctx, server, ln) }()
	res, err := http.Get("http://" + ln.Addr().String())
	require.NoError(t, err)
	assert.Equal(t, "finished", body(t, res))
	require.NoError(t, <-done)
}

func TestServeSaysWhatFailed(t *testing.T) {
	ln, err := Listen("127.0.0.1:0", nil)
	require.NoError(t, err)
	require.NoError(t, ln.Close())
	err = Serve(t.Context(), &http.Server{ReadHeaderTimeout: time.Second}, ln)
	require.ErrorContains(t, err, "serving on "+ln.Addr().String())
}

func TestLogRequests(t *testing.T) {
	var out bytes.Buffer
	logger := log.New()
	logger.SetOutput(&out)
	logger.SetFormatter(&log.JSONFormatter{})
	h := LogRequests(log.NewEntry(logger), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusTeapot)
		_, _ = io.WriteString(w, r.Header.Get(HeaderRequestID))
	}))
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, "/some/path?token=secret", nil)
	h.ServeHTTP(w, r)

	var line map[string]any
	require.NoError(t, json.Unmarshal(out.Bytes(), &line))
	assert.EqualValues(t, http.StatusTeapot, line["status"])
	assert.Equal(t, w.Body.String(), line["request_id"], "the handler sees the id that is logged")
	assert.EqualValues(t, 36, line["size"])
	assert.Equal(t, "/some/path", line["path"], "a query may hold secrets and is not logged")
}

func TestWantsJSON(t *testing.T) {
	ask := func(path, accept string) bool {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Header.Set("Accept", accept)
		return WantsJSON(r)
	}
	assert.True(t, ask("/api/v3/root/config/", "text/html"))
	assert.True(t, ask("/", "application/json"))
	assert.False(t, ask("/", "text/html,application/xhtml+xml,*/*;q=0.8"))
}

func TestRecover(t *testing.T) {
	logger := log.New()
	logger.SetOutput(io.Discard)
	panicking := func(reason any) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		Recover(log.NewEntry(logger), http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(reason) })).
			ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
		return w
	}
	assert.Equal(t, http.StatusInternalServerError, panicking("broken").Code)
	assert.PanicsWithValue(t, http.ErrAbortHandler, func() { panicking(http.ErrAbortHandler) })
}
