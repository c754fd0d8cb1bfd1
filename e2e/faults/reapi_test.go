package faults

import (
	"crypto/tls"
	"crypto/x509"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/cache/reapi"
	"akbuild.internal/tools/testing/ownbazel"
	"akbuild.internal/tools/testing/selfsigned"
	"akbuild.internal/tools/testing/testenv"
)

// TestReapi shares actions through BuildGrid, which docs/remote-cache.md starts, with TLS and without, and after another start.
func TestReapi(t *testing.T) {
	o := reapi.Options{Folder: t.TempDir(), BuildGrid: program(t, "AKBUILD_BUILDGRID"), Postgres: filepath.Dir(program(t, "AKBUILD_POSTGRES"))}
	// PostgreSQL, which is not root, must get there.
	for folder := o.Folder; folder != "/tmp" && folder != "/"; folder = filepath.Dir(folder) {
		if err := os.Chmod(folder, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	w := newWorkspace(t, t.TempDir())
	want := reference(t, w)
	serve := func(t *testing.T, o reapi.Options) *reapi.Server {
		t.Helper()
		o.Address = nobody(t)
		server, err := reapi.Run(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := server.Close(); err != nil {
				t.Error(err)
			}
		})
		return server
	}
	for _, name := range []string{"a cache", "started again"} {
		t.Run(name, func(t *testing.T) {
			url := serve(t, o).URL
			w.Must(t, nil, "clean")
			w.Must(t, nil, "build", "//:all", "--config=cache-writer", "--remote_cache="+url)
			same(t, w, want)
			if out := from(t, w, want, url); !strings.Contains(out, "7 remote cache hit") {
				t.Errorf("not all of it came from the cache:\n%s", ownbazel.Tail(out))
			}
		})
	}
	// Debian's Bazel has no ALPN and so no gRPC over TLS: it builds without the cache then. Another client is answered.
	t.Run("TLS", func(t *testing.T) {
		o := o
		var pool *x509.CertPool
		o.Certificate, o.Key, pool = selfsigned.Loopback(t, t.TempDir())
		url := serve(t, o).URL
		connection, err := tls.Dial("tcp", strings.TrimPrefix(url, "grpcs://"), &tls.Config{RootCAs: pool, NextProtos: []string{"h2"}})
		if err != nil {
			t.Fatal(err)
		}
		if protocol := connection.ConnectionState().NegotiatedProtocol; protocol != "h2" {
			t.Errorf("it speaks %q", protocol)
		}
		if err := connection.Close(); err != nil {
			t.Error(err)
		}
		from(t, w, want, url, "--tls_certificate="+o.Certificate)
	})
}

// program is the absolute path of a program that the build hands over in a variable.
func program(t *testing.T, variable string) string {
	t.Helper()
	value := os.Getenv(variable)
	if value == "" {
		testenv.Absent(t, "%s is not set: run it with ./bazelw test //e2e/faults:faults_test", variable)
	}
	path, err := filepath.Abs(value)
	if err != nil {
		t.Fatal(err)
	}
	return path
}
