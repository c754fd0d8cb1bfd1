package live

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Wherever the cache lies: what is built can be read on the host through bazel-bin, actions see Nix's store in it, one server
// serves all calls, and it ends when it is told to.
func TestCacheAnywhere(t *testing.T) {
	for name, below := range map[string]string{
		"var tmp": "/var/tmp", "tmp": "/tmp", "home": "/home", "a name with a blank": "/mnt",
	} {
		t.Run(name, func(t *testing.T) {
			cache := filepath.Join(temporary(t, below), name)
			h := newHost(t, cache)
			h.must(nil, "build", "//:tiny")
			content, err := os.ReadFile(filepath.Join(h.checkout, "bazel-bin", "tiny.txt"))
			if err != nil || string(content) != "built\n" {
				t.Errorf("on the host bazel-bin/tiny.txt is %q, %v", content, err)
			}
			// Outputs link to the store by the name that it has in the cache, and actions follow the links.
			h.must(nil, "build", "//:store")
			if content, err := os.ReadFile(filepath.Join(h.checkout, "bazel-bin", "store.txt")); err != nil || len(content) == 0 {
				t.Errorf("an action sees %d bytes of names in the store of the cache, %v", len(content), err)
			}
			if target, err := os.Readlink(filepath.Join(h.checkout, "bazel-bin")); err != nil || !strings.HasPrefix(target, cache+"/") {
				t.Errorf("bazel-bin leads to %q, %v; want it below %s", target, err, cache)
			}
			first, second := h.server(), h.server()
			if first != second {
				t.Errorf("two calls had the servers %s and %s, want one", first, second)
			}
			h.must(nil, "shutdown")
			h.ended = true
			if _, err := os.Stat("/proc/" + first); err == nil {
				t.Errorf("the server %s is still there after its shutdown", first)
			}
		})
	}
}

// server is the process number of Bazel's server.
func (h *host) server() string {
	lines := strings.Fields(h.must(nil, "info", "--noshow_progress", "--ui_event_filters=-info", "server_pid"))
	return lines[len(lines)-1]
}

// A checkout of authentik, a mirror of releases, a Go module proxy, the folder of the call and a path in an argument can
// lie anywhere.
func TestFoldersAnywhere(t *testing.T) {
	h := newHost(t, temporary(t, "/home"))
	h.ended = true // None is started.
	for _, below := range []string{"/home", "/mnt", "/srv", "/var/tmp", "/var/lib", "/tmp", "/opt", "/run", "/dev/shm"} {
		t.Run(below, func(t *testing.T) {
			folder := filepath.Join(temporary(t, below), "a folder")
			if err := os.Mkdir(folder, 0o755); err != nil {
				t.Fatal(err)
			}
			marker := filepath.Join(folder, "marker")
			if err := os.WriteFile(marker, []byte("seen\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			script := `cat "$AUTHENTIK_SOURCE/marker" "$AUTHENTIK_MIRROR/marker" "$(printf %b "${GOPROXY//%/\\x}" | sed s,file://,,)/marker" marker "$1"`
			out, err := h.callIn(folder, []string{
				"AUTHENTIK_SOURCE=.", "AUTHENTIK_MIRROR=" + folder, "GOPROXY=file://" + strings.ReplaceAll(folder, " ", "%20"),
			}, "exec", "--", "bash", "-c", script, "see", marker)
			if want := strings.Repeat("seen\n", 5); err != nil || out != want {
				t.Errorf("the engine reads %q, %v; want %q", out, err, want)
			}
		})
	}
}
