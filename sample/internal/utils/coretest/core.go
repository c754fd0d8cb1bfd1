// Package coretest stands in for the Python core in tests: it answers on a unix socket, as the core does, and on a
// loopback port, as a remote authentik does for an outpost.
package coretest

import (
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// Core is a core that says what a test tells it to.
type Core struct {
	// Socket is the path of the unix socket.
	Socket string
	// URL is where the core answers over TCP, without a slash at its end.
	URL string

	t        *testing.T
	mu       sync.Mutex
	handlers map[string]http.HandlerFunc
}

// New starts a core that knows its configuration, a brand, and that it is healthy. It ends with the test.
func New(t *testing.T) *Core {
	t.Helper()
	return Start(t, filepath.Join(SocketDir(t), "core.sock"))
}

// Start starts a core on a socket of the test's choice.
func Start(t *testing.T, socket string) *Core {
	t.Helper()
	c := &Core{Socket: socket, t: t, handlers: map[string]http.HandlerFunc{}}
	c.JSON("GET /api/v3/root/config/", http.StatusOK, Config())
	c.JSON("GET /api/v3/core/brands/current/", http.StatusOK, Brand("authentik"))
	c.JSON("GET /-/health/ready/", http.StatusOK, nil)

	ln, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatalf("listening as the core: %v", err)
	}
	onSocket := httptest.NewUnstartedServer(c)
	_ = onSocket.Listener.Close()
	onSocket.Listener = ln
	onSocket.Start()
	t.Cleanup(onSocket.Close)
	onPort := httptest.NewServer(c)
	t.Cleanup(onPort.Close)
	c.URL = onPort.URL
	return c
}

// SocketDir makes a folder whose name is short: a unix socket's path may have 107 bytes, and a test's own temporary
// folder is often longer than that.
func SocketDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp(string(filepath.Separator)+"tmp", "ak")
	if err != nil {
		dir, err = os.MkdirTemp("", "ak")
	}
	if err != nil {
		t.Fatalf("making a folder for a socket: %v", err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// Handle answers what matches "METHOD /path" by h; every other request gets 404.
func (c *Core) Handle(pattern string, h http.HandlerFunc) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.handlers[pattern] = h
}

// JSON answers what matches "METHOD /path" with a value.
func (c *Core) JSON(pattern string, status int, value any) {
	c.Handle(pattern, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		if err := json.NewEncoder(w).Encode(value); err != nil {
			c.t.Errorf("answering %s: %v", pattern, err)
		}
	})
}

// ServeHTTP implements http.Handler.
func (c *Core) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	h := c.handlers[r.Method+" "+r.URL.Path]
	c.mu.Unlock()
	if h == nil {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write([]byte(`{"detail": "Not found."}`))
		return
	}
	h(w, r)
}
