package product

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"testing"
	"time"
)

// FreeAddress is an address of the loopback interface that nobody uses.
func FreeAddress(t testing.TB) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

// URL is where a path of the server is.
func (p *Product) URL(path string) string { return "http://" + p.Address + path }

// Status is the status that a path answers; that nothing answers is an error.
func (p *Product) Status(path string) (int, error) {
	client := http.Client{Timeout: 10 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Get(p.URL(path))
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	return response.StatusCode, err
}

// Ready is how a server says that it can be used; UntilReady waits for it.
const Ready = "/-/health/ready/"

// UntilReady waits until the server can be used, and returns how long that took. That it ends is a failure.
func (p *Product) UntilReady(t testing.TB, server *Part, within time.Duration) time.Duration {
	t.Helper()
	return Until(t, within, "the server is ready", func() error {
		if server.HasEnded() {
			t.Fatalf("the server has ended; it said last:\n%s", server.Said(12))
		}
		status, err := p.Status(Ready)
		if err == nil && status/100 != 2 {
			err = fmt.Errorf("it answers %d", status)
		}
		return err
	})
}

// Until waits until something is so, and returns how long that took.
func Until(t testing.TB, within time.Duration, what string, so func() error) time.Duration {
	t.Helper()
	begin := time.Now()
	for {
		err := so()
		if err == nil {
			return time.Since(begin)
		}
		if time.Since(begin) > within {
			t.Fatalf("waiting until %s: not within %s: %v", what, within, err)
		}
		time.Sleep(50 * time.Millisecond)
	}
}
