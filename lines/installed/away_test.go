package installed

import (
	"context"
	"net"
	"net/http"
	"path/filepath"
	"testing"
	"time"
)

// TestAway: nobody has ever listened there, or nobody does any more. That somebody does not answer is something else.
func TestAway(t *testing.T) {
	dir := t.TempDir()
	ended := filepath.Join(dir, "ended")
	listener, err := net.Listen("unix", ended)
	if err != nil {
		t.Fatal(err)
	}
	listener.(*net.UnixListener).SetUnlinkOnClose(false)
	listener.Close()
	silent := filepath.Join(dir, "silent")
	if listener, err = net.Listen("unix", silent); err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	for socket, want := range map[string]bool{filepath.Join(dir, "none"): true, ended: true, silent: false} {
		client := http.Client{Timeout: 100 * time.Millisecond, Transport: &http.Transport{
			DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
				return (&net.Dialer{}).DialContext(ctx, "unix", socket)
			},
		}}
		response, err := client.Get("http://localhost/")
		if err == nil {
			response.Body.Close()
			t.Fatal("it is answered")
		}
		if away := Away(err); away != want {
			t.Errorf("%v: who should listen is away: %t", err, away)
		}
	}
}
