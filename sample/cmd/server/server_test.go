package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"goauthentik.io/internal/config"
	"goauthentik.io/internal/utils/coretest"
	"goauthentik.io/internal/web"
)

// freeAddress returns a port of loopback that nobody listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = ln.Close() }()
	return ln.Addr().String()
}

// start runs the server in a temporary folder of its own and returns its address and how to stop it.
func start(t *testing.T, change func(*config.Config)) (address string, stop func() error) {
	t.Helper()
	t.Setenv("TMPDIR", coretest.SocketDir(t))
	c := &config.Config{
		LogLevel: "info",
		Listen:   config.Listen{HTTP: freeAddress(t), Metrics: freeAddress(t)},
		Web:      config.Web{Path: "/"},
	}
	change(c)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- server(ctx, c) }()
	return "http://" + c.Listen.HTTP, func() error {
		cancel()
		select {
		case err := <-done:
			return err
		case <-time.After(20 * time.Second):
			t.Fatal("the server did not stop")
			return nil
		}
	}
}

// status asks until a page answers as wanted.
func status(t *testing.T, url string, want int) {
	t.Helper()
	require.EventuallyWithT(t, func(c *assert.CollectT) {
		res, err := http.Get(url)
		if assert.NoError(c, err) {
			_ = res.Body.Close()
			assert.Equal(c, want, res.StatusCode)
		}
	}, 20*time.Second, 20*time.Millisecond)
}

// TestCoreComesLater is the life of a server: there before its core, ready with it, and gone when told to.
func TestCoreComesLater(t *testing.T) {
	url, stop := start(t, func(*config.Config) {})
	status(t, url+"/-/health/live/", http.StatusOK)
	status(t, url+"/-/health/ready/", http.StatusServiceUnavailable)

	core := coretest.Start(t, web.CoreSocket())
	core.JSON("GET /if/user/", http.StatusOK, "page")
	embedded := make(chan string, 10)
	core.Handle("GET /api/v3/outposts/instances/", func(w http.ResponseWriter, r *http.Request) {
		embedded <- r.URL.Query().Get("managed__iexact")
		w.WriteHeader(http.StatusForbidden)
	})
	status(t, url+"/-/health/ready/", http.StatusOK)
	status(t, url+"/if/user/", http.StatusOK)
	assert.Equal(t, "goauthentik.io/outposts/embedded", <-embedded)
	require.NoError(t, stop(), "a core that refuses the embedded outpost is no reason to end")
}

// TestCoreIsSpawned has a shell script for a gunicorn.
func TestCoreIsSpawned(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	script := "#!/bin/sh\ntrap 'echo stopped >> " + out + "; exit 0' TERM\necho started >> " + out +
		"\nwhile :; do /bin/sleep 0.05; done\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "gunicorn"), []byte(script), 0o755))
	t.Setenv("PATH", dir)
	url, stop := start(t, func(c *config.Config) {
		c.Web.SpawnCore = true
		c.Outposts.DisableEmbeddedOutpost = true
	})
	status(t, url+"/-/health/live/", http.StatusOK)
	require.Eventually(t, func() bool { _, err := os.Stat(out); return err == nil }, 10*time.Second, 10*time.Millisecond)
	require.NoError(t, stop())
	raw, err := os.ReadFile(out)
	require.NoError(t, err)
	assert.Equal(t, "started\nstopped\n", string(raw), "the core is stopped before the server ends")
}

// TestCoreGivesUp has a gunicorn that cannot work as things are: the server does not stay without it.
func TestCoreGivesUp(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "gunicorn"), []byte("#!/bin/sh\nexit 69\n"), 0o755))
	t.Setenv("PATH", dir)
	t.Setenv("TMPDIR", coretest.SocketDir(t))
	err := server(t.Context(), &config.Config{
		LogLevel: "info",
		Listen:   config.Listen{HTTP: freeAddress(t), Metrics: freeAddress(t)},
		Web:      config.Web{Path: "/", SpawnCore: true},
	})
	require.ErrorContains(t, err, "the core gave up with exit code 69")
	assert.Equal(t, 69, exitCode(err))
	assert.Equal(t, 1, exitCode(context.Canceled))
}

func TestNoGunicorn(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	url, stop := start(t, func(c *config.Config) { c.Web.SpawnCore = true })
	status(t, url+"/-/health/live/", http.StatusOK)
	status(t, url+"/", http.StatusServiceUnavailable)
	require.NoError(t, stop())
}

func TestPortIsTaken(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = ln.Close() }()
	_, stop := start(t, func(c *config.Config) { c.Listen.HTTP = ln.Addr().String() })
	require.ErrorContains(t, stop(), "listening for http (listen.http)")
}

func TestCommandLine(t *testing.T) {
	run := func(args ...string) (string, error) {
		var out bytes.Buffer
		cmd := rootCommand()
		cmd.SetArgs(args)
		cmd.SetOut(&out)
		cmd.SetErr(io.Discard)
		err := cmd.Execute()
		return out.String(), err
	}
	t.Chdir(t.TempDir())
	t.Setenv("TMPDIR", t.TempDir())
	t.Setenv("AUTHENTIK_LISTEN__HTTP", freeAddress(t))

	out, err := run("--version")
	require.NoError(t, err)
	assert.True(t, strings.HasPrefix(out, "authentik version 20"), out)
	_, err = run("healthcheck", "server")
	require.ErrorContains(t, err, "checking the server: ")
	_, err = run("healthcheck", "worker")
	require.ErrorContains(t, err, "checking the worker: ")
	_, err = run("healthcheck", "database")
	require.ErrorContains(t, err, `invalid argument "database"`)
	_, err = run("serve")
	require.ErrorContains(t, err, `unknown command "serve"`)
	t.Setenv("AUTHENTIK_LISTEN__HTTP", "nowhere")
	_, err = run("server")
	require.ErrorContains(t, err, "not host:port")
}
