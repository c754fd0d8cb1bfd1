package healthcheck

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"goauthentik.io/internal/config"
)

func TestServer(t *testing.T) {
	status := http.StatusOK
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, http.MethodHead, r.Method)
		assert.Equal(t, "/auth/-/health/live/", r.URL.Path)
		w.WriteHeader(status)
	}))
	c := &config.Config{Web: config.Web{Path: "/auth/"}}
	c.Listen.HTTP = strings.TrimPrefix(server.URL, "http://")

	sentence, err := Server(t.Context(), c)
	require.NoError(t, err)
	assert.Contains(t, sentence, "server is alive at http://127.0.0.1:")

	status = http.StatusServiceUnavailable
	_, err = Server(t.Context(), c)
	require.ErrorContains(t, err, "answered 503")

	server.Close()
	_, err = Server(t.Context(), c)
	require.ErrorContains(t, err, "connection refused")

	c.Listen.HTTP = ""
	_, err = Server(t.Context(), c)
	require.ErrorContains(t, err, "listen.http is off")
}

func TestReachable(t *testing.T) {
	for listen, want := range map[string]string{
		"0.0.0.0:9000": "127.0.0.1:9000", "[::]:9000": "[::1]:9000", ":9000": "127.0.0.1:9000",
		"192.0.2.1:80": "192.0.2.1:80", "localhost:80": "localhost:80",
	} {
		assert.Equal(t, want, Reachable(listen))
	}
}

func TestWorker(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	_, err := Worker()
	require.ErrorContains(t, err, "checking the worker: open ")

	require.NoError(t, os.WriteFile(WorkerPIDFile(), []byte("nonsense"), 0o600))
	_, err = Worker()
	require.ErrorContains(t, err, "holds no process id")

	require.NoError(t, os.WriteFile(WorkerPIDFile(), []byte(strconv.Itoa(os.Getpid())+"\n"), 0o600))
	sentence, err := Worker()
	require.NoError(t, err)
	assert.Equal(t, "worker is running as process "+strconv.Itoa(os.Getpid()), sentence)

	gone := exec.Command("/bin/sh", "-c", "exit 0")
	require.NoError(t, gone.Run())
	require.NoError(t, os.WriteFile(WorkerPIDFile(), []byte(strconv.Itoa(gone.Process.Pid)), 0o600))
	_, err = Worker()
	require.ErrorContains(t, err, "is not running")
}
