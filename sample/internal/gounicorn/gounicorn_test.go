package gounicorn

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// fakeGunicorn puts a shell script named gunicorn on an otherwise empty PATH. $out is a file that the test reads.
func fakeGunicorn(t *testing.T, script string) (out string) {
	t.Helper()
	dir := t.TempDir()
	out = filepath.Join(dir, "out")
	text := "#!/bin/sh\nout=" + out + "\n" + script + "\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "gunicorn"), []byte(text), 0o755))
	t.Setenv("PATH", dir)
	t.Setenv("TMPDIR", t.TempDir())
	return out
}

func eventually(t *testing.T, out, want string) {
	t.Helper()
	require.Eventually(t, func() bool {
		raw, _ := os.ReadFile(out)
		return strings.Contains(string(raw), want)
	}, 10*time.Second, 10*time.Millisecond, "the child never wrote %q", want)
}

func start(t *testing.T) (g *GoUnicorn, stop func() error) {
	t.Helper()
	g, err := New(false)
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- g.Run(ctx) }()
	return g, func() error {
		cancel()
		return <-done
	}
}

func TestRunsAndStops(t *testing.T) {
	out := fakeGunicorn(t, `
trap 'echo terminated >> $out; exit 0' TERM
echo "args: $*" > $out
while :; do /bin/sleep 0.05; done`)
	g, stop := start(t)
	eventually(t, out, "args: -c ./lifecycle/gunicorn.conf.py authentik.root.asgi:application --pid "+g.pidFile)
	require.NoError(t, stop())
	eventually(t, out, "terminated")
	assert.NoDirExists(t, g.pidDir, "nothing may be left behind")
}

func TestReload(t *testing.T) {
	out := fakeGunicorn(t, `
trap 'echo reloaded >> $out' HUP
trap 'exit 0' TERM
for pid; do :; done
echo $$ > "$pid"
echo ready > $out
while :; do /bin/sleep 0.05; done`)
	g, stop := start(t)
	eventually(t, out, "ready")
	require.NoError(t, g.Reload())
	eventually(t, out, "reloaded")
	require.NoError(t, stop())
	require.ErrorContains(t, g.Reload(), "reading gunicorn's pid file")
}

func TestStartsAgain(t *testing.T) {
	out := fakeGunicorn(t, `echo started >> $out; exit 3`)
	g, err := New(false)
	require.NoError(t, err)
	g.delay = time.Millisecond
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- g.Run(ctx) }()
	eventually(t, out, "started\nstarted\nstarted")
	cancel()
	require.NoError(t, <-done)
}

func TestGivesUp(t *testing.T) {
	out := fakeGunicorn(t, `echo started >> $out; exit 77`)
	g, err := New(false)
	require.NoError(t, err)
	var gaveUp *GaveUpError
	require.ErrorAs(t, g.Run(t.Context()), &gaveUp)
	assert.Equal(t, 77, gaveUp.Code)
	raw, err := os.ReadFile(out)
	require.NoError(t, err)
	assert.Equal(t, "started\n", string(raw), "it is not started again")
}

func TestNotInstalled(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	g, err := New(false)
	require.NoError(t, err)
	require.ErrorIs(t, g.Run(t.Context()), ErrNotInstalled)
	assert.NoDirExists(t, g.pidDir)
}

func TestDebugMode(t *testing.T) {
	t.Chdir(t.TempDir())
	g, err := New(true)
	require.NoError(t, err)
	require.ErrorContains(t, g.Run(t.Context()), "looking for ./manage.py")
}
