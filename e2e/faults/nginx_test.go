package faults

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"akbuild.internal/tools/cache/httpcache"
	"akbuild.internal/tools/testing/ownbazel"
	"akbuild.internal/tools/testing/selfsigned"
)

// realServer does to nginx, the cache that docs/remote-cache.md starts, what can be done to it.
func realServer(t *testing.T, w *ownbazel.Workspace, want string) {
	t.Run("its disk is full", func(t *testing.T) {
		folder := disk(t, "600k")
		server := nginx(t, httpcache.Options{Folder: folder, Writer: "ci:secret"})
		w.Must(t, nil, "clean")
		w.Must(t, nil, "build", "//:all", "--config=cache-writer", "--remote_cache="+asWriter(server.URL))
		same(t, w, want)
		if kept := whole(t, folder); kept == 0 || kept >= 100 {
			t.Errorf("it has %d files on a disk that is full", kept)
		}
		from(t, w, want, server.URL)
	})
	t.Run("two write at once", func(t *testing.T) {
		folder := t.TempDir()
		server := nginx(t, httpcache.Options{Folder: folder, Writer: "ci:secret"})
		other := newWorkspace(t, t.TempDir())
		w.Must(t, nil, "clean")
		other.Must(t, nil, "info", "server_pid")
		var both sync.WaitGroup
		for _, writer := range []*ownbazel.Workspace{w, other} {
			both.Go(func() {
				if out, err := writer.Run(nil, "build", "//:all", "--config=cache-writer", "--remote_cache="+asWriter(server.URL)); err != nil {
					t.Errorf("%v\n%s", err, ownbazel.Tail(out))
				}
			})
		}
		both.Wait()
		same(t, w, want)
		same(t, other, want)
		whole(t, folder)
		if out := from(t, w, want, server.URL); !strings.Contains(out, "7 remote cache hit") {
			t.Errorf("not all of it came from the cache:\n%s", ownbazel.Tail(out))
		}
	})
	t.Run("TLS and a password", func(t *testing.T) {
		folder := t.TempDir()
		certificate, key, _ := selfsigned.Loopback(t, folder)
		server := nginx(t, httpcache.Options{Folder: folder, Writer: "ci:secret", Certificate: certificate, Key: key})
		trusted := "--tls_certificate=" + certificate
		w.Must(t, nil, "clean")
		w.Must(t, nil, "build", "//:all", "--config=cache-writer", "--remote_cache="+asWriter(server.URL), trusted)
		kept := whole(t, folder)
		if out := from(t, w, want, server.URL, trusted); !strings.Contains(out, "7 remote cache hit") {
			t.Errorf("not all of it came from the cache:\n%s", ownbazel.Tail(out))
		}
		if out := from(t, w, want, server.URL); strings.Contains(out, "remote cache hit") {
			t.Errorf("a server that nobody knows was trusted:\n%s", ownbazel.Tail(out))
		}
		write(t, filepath.Join(w.Dir, "source0.txt"), "another\n")
		w.Must(t, nil, "build", "//:all", "--config=cache-writer", "--remote_cache="+strings.Replace(asWriter(server.URL), "secret", "wrong", 1), trusted)
		write(t, filepath.Join(w.Dir, "source0.txt"), "source 0\n")
		if after := whole(t, folder); after != kept || kept == 0 {
			t.Errorf("with a wrong password the cache went from %d to %d files", kept, after)
		}
	})
}

// nginx starts the cache.
func nginx(t *testing.T, o httpcache.Options) *httpcache.Server {
	t.Helper()
	o.Address = nobody(t)
	server, err := httpcache.Run(t.Context(), o)
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

// asWriter is the address with the writer's password.
func asWriter(url string) string { return strings.Replace(url, "://", "://ci:secret@", 1) }

// whole fails for each file of the cache whose name is not its hash, and counts the others.
func whole(t *testing.T, folder string) (count int) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(folder, "cache"), func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		count++
		if strings.Contains(file, "/cas/") && hashOf(content) != e.Name() {
			t.Errorf("the cache has a file that is not what its name says: %s", e.Name())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return count
}

// disk is a file system of a size.
func disk(t *testing.T, size string) string {
	t.Helper()
	folder := t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size="+size); err != nil {
		t.Fatalf("mounting a small disk: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return folder
}
