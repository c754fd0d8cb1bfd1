package faults

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"akbuild.internal/tools/testing/ownbazel"
)

// TestCache builds with a cache that is broken in one way after the other. One server does all of it.
func TestCache(t *testing.T) {
	w := newWorkspace(t, t.TempDir())
	want := reference(t, w)
	t.Run("reading", func(t *testing.T) { reading(t, w, want) })
	t.Run("writing", func(t *testing.T) { writing(t, w, want) })
	t.Run("nginx", func(t *testing.T) { realServer(t, w, want) })
}

// reading reads from a cache that another build filled.
func reading(t *testing.T, w *ownbazel.Workspace, want string) {
	full := &store{files: map[string][]byte{}}
	w.Must(t, nil, "clean")
	w.Must(t, nil, "build", "//:all", "--config=cache-writer", "--remote_cache="+full.serve(t, nil))
	same(t, w, want)

	t.Run("nothing is broken", func(t *testing.T) {
		if out := from(t, w, want, full.copy().serve(t, nil)); !strings.Contains(out, "7 remote cache hit") {
			t.Errorf("not all of it came from the cache:\n%s", ownbazel.Tail(out))
		}
	})
	t.Run("nobody listens", func(t *testing.T) { from(t, w, want, "http://"+nobody(t)) })
	for name, broken := range map[string]fault{
		"500 to everything":           status("", http.StatusInternalServerError),
		"503 to everything":           status("", http.StatusServiceUnavailable),
		"hangs up in the middle":      hangUp,
		"half of each file":           bodies("/cas/", half),
		"half of each result":         bodies("/ac/", half),
		"each file is empty":          bodies("/cas/", func([]byte) []byte { return nil }),
		"a flipped bit in each file":  bodies("/cas/", flipped),
		"a page in place of a file":   bodies("/cas/", func([]byte) []byte { return []byte("<html>please log in</html>") }),
		"a page in place of a result": bodies("/ac/", func([]byte) []byte { return []byte("<html>please log in</html>") }),
		"has lost every file": func(w http.ResponseWriter, r *http.Request, _ []byte) bool {
			return strings.HasPrefix(r.URL.Path, "/cas/") && status(http.MethodGet, http.StatusNotFound)(w, r, nil)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := full.copy()
			if out := from(t, w, want, s.serve(t, broken)); strings.Contains(out, "remote cache hit") {
				t.Errorf("something came from it:\n%s", ownbazel.Tail(out))
			}
			if s.asked == 0 {
				t.Error("it was not asked for anything")
			}
		})
	}
	t.Run("wants a token", func(t *testing.T) {
		url := full.copy().serve(t, func(w http.ResponseWriter, r *http.Request, content []byte) bool {
			return r.Header.Get("Authorization") != "Bearer secret" && status("", http.StatusUnauthorized)(w, r, content)
		})
		if out := from(t, w, want, url, "--remote_header=Authorization=Bearer secret"); !strings.Contains(out, "7 remote cache hit") {
			t.Errorf("not all of it came from the cache:\n%s", ownbazel.Tail(out))
		}
		if out := from(t, w, want, url); strings.Contains(out, "remote cache hit") {
			t.Errorf("it gave something without the token:\n%s", ownbazel.Tail(out))
		}
	})
	t.Run("slow", func(t *testing.T) {
		// 1.3 MB at 400 KB/s.
		s := full.copy()
		before := time.Now()
		if out := from(t, w, want, s.serve(t, slowly(400_000))); !strings.Contains(out, "7 remote cache hit") {
			t.Errorf("a slow cache was not waited for:\n%s", ownbazel.Tail(out))
		}
		if took := time.Since(before); took < 2*time.Second {
			t.Errorf("the cache was not slow: %s", took)
		}
	})
	t.Run("a flipped bit in each result", func(t *testing.T) {
		for place := range 4 {
			from(t, w, want, full.copy().serve(t, bodies("/ac/", func(content []byte) []byte {
				content[len(content)*place/4] ^= 2 << place
				return content
			})))
		}
	})
	t.Run("never answers", func(t *testing.T) {
		var asked atomic.Int32
		from(t, w, want, full.copy().serve(t, func(_ http.ResponseWriter, r *http.Request, _ []byte) bool {
			asked.Add(1)
			<-r.Context().Done()
			return true
		}), "--remote_timeout=1")
		// Nobody wants to wait for it over and over.
		if times := asked.Load(); times == 0 || times > 2*actions {
			t.Errorf("for %d actions it was asked %d times", actions, times)
		}
	})
	t.Run("goes away in the middle", func(t *testing.T) {
		var asked atomic.Int32
		from(t, w, want, full.copy().serve(t, func(w http.ResponseWriter, r *http.Request, content []byte) bool {
			if asked.Add(1) > 40 {
				panic(http.ErrAbortHandler)
			}
			return false
		}))
	})
}

// writing writes to a cache that does not take it: the build goes on, and what the cache then has is never used wrongly.
func writing(t *testing.T, w *ownbazel.Workspace, want string) {
	for name, broken := range map[string]fault{
		"full":                   status(http.MethodPut, http.StatusInsufficientStorage),
		"500 to what is written": status(http.MethodPut, http.StatusInternalServerError),
		"not allowed":            status(http.MethodPut, http.StatusForbidden),
		"hangs up":               hangUp,
	} {
		t.Run(name, func(t *testing.T) {
			s := &store{files: map[string][]byte{}}
			w.Must(t, nil, "clean")
			w.Must(t, nil, "build", "//:all", "--config=cache-writer", "--remote_cache="+s.serve(t, broken))
			same(t, w, want)
			if len(s.files) != 0 || s.asked == 0 {
				t.Errorf("it has %d files, of %d requests", len(s.files), s.asked)
			}
		})
	}
	t.Run("keeps the half of each file", func(t *testing.T) {
		s := &store{files: map[string][]byte{}}
		w.Must(t, nil, "clean")
		w.Must(t, nil, "build", "//:all", "--config=cache-writer", "--remote_cache="+s.serve(t, nil))
		for path, content := range s.files {
			if strings.HasPrefix(path, "/cas/") {
				s.files[path] = half(content)
			}
		}
		from(t, w, want, s.serve(t, nil))
		// Who writes makes it whole again.
		w.Must(t, nil, "clean")
		w.Must(t, nil, "build", "//:all", "--config=cache-writer", "--remote_cache="+s.serve(t, nil))
		same(t, w, want)
		if wrong := s.wrong(); len(wrong) > 0 {
			t.Errorf("%d files of %d are still not what their names say", len(wrong), len(s.files))
		}
	})
}

// from builds anew as a reader of the cache at url, and fails if that fails or other bytes come out.
func from(t *testing.T, w *ownbazel.Workspace, want, url string, options ...string) string {
	t.Helper()
	w.Must(t, nil, "clean")
	before := time.Now()
	out := w.Must(t, nil, append([]string{"build", "//:all", "--config=cache", "--remote_cache=" + url}, options...)...)
	t.Logf("the build took %.1f s", time.Since(before).Seconds())
	same(t, w, want)
	return out
}
