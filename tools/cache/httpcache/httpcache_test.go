package httpcache

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"akbuild.internal/tools/testing/selfsigned"
)

// free is an address that nobody listens at.
func free(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

func run(t *testing.T, o Options) *Server {
	t.Helper()
	o.Address = free(t)
	s, err := Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// ask sends a request and returns the status and the body.
func ask(t *testing.T, client *http.Client, method, url, user, password, body string) (int, string) {
	t.Helper()
	request, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if user != "" {
		request.SetBasicAuth(user, password)
	}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(content)
}

var hash = strings.Repeat("0123456789abcdef", 4)

// Everybody reads; the writer writes, and nobody else; and only where Bazel does.
func TestWho(t *testing.T) {
	folder := t.TempDir()
	s := run(t, Options{Folder: folder, Writer: "ci:secret"})
	for _, c := range []struct {
		what, method, path, user, password string
		status                             int
		body                               string
	}{
		{"nothing yet", "GET", "/cas/" + hash, "", "", 404, ""},
		{"a stranger writes", "PUT", "/cas/" + hash, "", "", 401, ""},
		{"with a wrong password", "PUT", "/cas/" + hash, "ci", "wrong", 401, ""},
		{"as somebody else", "PUT", "/cas/" + hash, "somebody", "secret", 401, ""},
		{"still nothing", "GET", "/cas/" + hash, "", "", 404, ""},
		{"the writer writes", "PUT", "/cas/" + hash, "ci", "secret", 201, ""},
		{"everybody reads", "GET", "/cas/" + hash, "", "", 200, "content"},
		{"the other kind", "GET", "/ac/" + hash, "", "", 404, ""},
		{"and again", "PUT", "/cas/" + hash, "ci", "secret", 204, ""},
		{"nobody deletes", "DELETE", "/cas/" + hash, "ci", "secret", 405, ""},
		{"another place", "PUT", "/other/" + hash, "ci", "secret", 404, ""},
		{"no hash", "PUT", "/cas/../../writers", "ci", "secret", 400, ""},
		{"the list of writers", "GET", "/writers", "", "", 404, ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			status, body := ask(t, http.DefaultClient, c.method, s.URL+c.path, c.user, c.password, "content")
			if status != c.status && (c.status != 400 || status != 404) {
				t.Errorf("the status is %d, not %d", status, c.status)
			}
			if c.body != "" && body != c.body {
				t.Errorf("got %q", body)
			}
		})
	}
	if content, err := os.ReadFile(filepath.Join(folder, "writers")); err != nil || strings.Contains(string(content), "secret") {
		t.Errorf("the password is in the file of writers: %q, %v", content, err)
	}
}

// Without a writer nobody writes.
func TestReadOnly(t *testing.T) {
	s := run(t, Options{Folder: t.TempDir()})
	if status, _ := ask(t, http.DefaultClient, "PUT", s.URL+"/cas/"+hash, "ci", "secret", "content"); status != 403 {
		t.Errorf("the status is %d", status)
	}
}

// What was written is there after another start, and TLS is what was asked for.
func TestTLS(t *testing.T) {
	folder := t.TempDir()
	certificate, key, pool := selfsigned.Loopback(t, folder)
	o := Options{Folder: folder, Writer: "ci:secret", Certificate: certificate, Key: key}
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
	first := run(t, o)
	if status, _ := ask(t, client, "PUT", first.URL+"/ac/"+hash, "ci", "secret", "content"); status != 201 {
		t.Errorf("the status is %d", status)
	}
	client.CloseIdleConnections()
	if _, err := http.Get(first.URL + "/ac/" + hash); err == nil {
		t.Error("a client that does not know the certificate reads")
	}
	second := run(t, o)
	if status, body := ask(t, client, "GET", second.URL+"/ac/"+hash, "", "", ""); status != 200 || body != "content" {
		t.Errorf("the status is %d, and the content %q", status, body)
	}
	client.CloseIdleConnections()
}

func TestRefused(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	for name, c := range map[string]struct {
		o    Options
		want string
	}{
		"no password": {Options{Writer: "ci"}, "the writer is not of the form user:password; give it like --writer=ci:secret"},
		"half of TLS": {Options{Certificate: "x"}, "TLS needs a certificate and its key; give both --certificate and --key"},
		"characters":  {Options{Folder: "a\"b"}, `the folder "a\"b" has a character that nginx reads as its own; use another one`},
		"no nginx":    {Options{Nginx: "no-such-nginx"}, "there is no nginx on this machine; install it, or let the engine make a root of its own"},
		"taken":       {Options{Address: listener.Addr().String()}, "address already in use; give another --address"},
	} {
		t.Run(name, func(t *testing.T) {
			if c.o.Folder == "" {
				c.o.Folder = t.TempDir()
			}
			if c.o.Address == "" {
				c.o.Address = free(t)
			}
			s, err := Run(t.Context(), c.o)
			if err == nil {
				_ = s.Close()
			}
			if err == nil || !strings.HasPrefix(err.Error(), "starting the cache") || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// The log has a line a request, with what it moved.
func TestLog(t *testing.T) {
	folder := t.TempDir()
	log := filepath.Join(folder, "requests")
	s := run(t, Options{Folder: folder, Writer: "ci:secret", Log: log})
	body := strings.Repeat("x", 5000)
	ask(t, http.DefaultClient, "PUT", s.URL+"/cas/"+hash, "ci", "secret", body)
	ask(t, http.DefaultClient, "GET", s.URL+"/cas/"+hash, "", "", "")
	wanted := []string{"PUT 201", "GET 200"}
	for i, line := range logged(t, log, len(wanted)) {
		var method string
		var status, sent, received int
		want := wanted[i]
		if _, err := fmt.Sscan(line, &method, &status, &sent, &received); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if got := fmt.Sprint(method, " ", status); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if moved := sent + received; moved < 5000 || moved > 6000 {
			t.Errorf("%s moved %d bytes", want, moved)
		}
	}
}

// logged are the first lines of a log, so many. nginx writes the line of a request after its answer, of which the client has all by then.
func logged(t *testing.T, log string, lines int) []string {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		content, err := os.ReadFile(log)
		if err != nil {
			t.Fatal(err)
		}
		if found := strings.SplitAfter(string(content), "\n"); len(found) > lines {
			return found[:lines]
		}
		if time.Now().After(deadline) {
			t.Fatalf("after 20 seconds the log has fewer than %d lines: %q", lines, content)
		}
	}
}
