package reapi

import (
	"net"
	"strings"
	"testing"
)

// What is wrong is said before anything is started or made.
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
		"half of TLS": {Options{Key: "x"}, "TLS needs a certificate and its key; give both --certificate and --key"},
		"taken":       {Options{Address: listener.Addr().String()}, "address already in use; give another --address"},
		"no database": {Options{Address: "127.0.0.1:0", Postgres: "/none"}, "initdb"},
	} {
		t.Run(name, func(t *testing.T) {
			c.o.Folder = t.TempDir()
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

// A path or an address may have what YAML reads as its own.
func TestSettings(t *testing.T) {
	content, err := Options{Folder: "/a: \"b\" #c", Address: "[::1]:1", ReadOnly: true, Certificate: "/c d", Key: "/k"}.settings("postgresql://x?host=%2Ftmp")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		`    path: "/a: \"b\" #c/files"`, `  - !channel`, `    address: "[::1]:1"`, `    allow-updates: false`, `      tls-server-cert: "/c d"`, `      tls-server-key: "/k"`,
	} {
		if !strings.Contains(string(content), "\n"+line+"\n") {
			t.Errorf("it has no line %s:\n%s", line, content)
		}
	}
	if strings.Contains(string(content), "insecure-mode: true") {
		t.Error("with a certificate it goes without TLS")
	}
}
