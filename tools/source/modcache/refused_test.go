package modcache

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const advice = "; name a proxy that has it in GOPROXY, which may be a folder: GOPROXY=file:///folder,$(go env GOPROXY)"

// otherHash gives the line that begins so a hash of A's.
func otherHash(prefix string) func(string) string {
	return func(s string) string {
		i := strings.Index(s, prefix) + len(prefix)
		return s[:i] + strings.Repeat("A", 43) + s[i+43:]
	}
}

func TestProvideRefused(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(t *testing.T, w *world)
		want  string
	}{
		"module not there": {
			func(t *testing.T, w *world) { w.Except = nil },
			"downloading goauthentik.io/api/v3@v3.2025120.6, which DIR/go.sum names: file://DIR/proxy says no such file or directory" + advice,
		},
		"two proxies and neither has it": {
			func(t *testing.T, w *world) {
				w.Except = nil
				t.Setenv("GOPROXY", "file://"+w.proxy+",file:///nowhere")
			},
			"downloading goauthentik.io/api/v3@v3.2025120.6, which DIR/go.sum names: file://DIR/proxy says no such file or directory, file:///nowhere says no such file or directory" + advice,
		},
		"proxies off": {
			func(t *testing.T, w *world) {
				edit(t, w.GoSum, without("example.org/lower "))
				t.Setenv("GOPROXY", "off")
			},
			"downloading example.org/Upper@v1.0.0, which DIR/go.sum names: off says module lookup disabled by GOPROXY=off" + advice,
		},
		"several modules": {
			func(t *testing.T, w *world) { t.Setenv("GOPROXY", "file:///nowhere") },
			"downloading 2 of the modules that DIR/go.sum names (example.org/Upper@v1.0.0, example.org/lower@v0.2.0): of example.org/Upper@v1.0.0 file:///nowhere says no such file or directory" + advice,
		},
		"forbidden before a comma": {
			func(t *testing.T, w *world) {
				edit(t, w.GoSum, without("example.org/lower "))
				server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
					http.Error(w, "not for you", http.StatusForbidden)
				}))
				t.Cleanup(server.Close)
				t.Setenv("GOPROXY", server.URL+",file://"+w.proxy)
			},
			"downloading example.org/Upper@v1.0.0, which DIR/go.sum names: http://SERVER says 403 Forbidden" + advice +
				" (first, since go asks the one behind a comma only after 404 and 410)",
		},
		"other bytes": {
			func(t *testing.T, w *world) { edit(t, w.GoSum, otherHash("lower v0.2.0 h1:")) },
			"downloading example.org/lower@v0.2.0, which DIR/go.sum names: the zip that was given has another hash; mistrust who gave it (go env GOPROXY), or, where go.sum is wrong, write it anew: go mod tidy",
		},
		"other go.mod": {
			func(t *testing.T, w *world) { edit(t, w.GoSum, otherHash("lower v0.2.0/go.mod h1:")) },
			"downloading example.org/lower@v0.2.0, which DIR/go.sum names: the go.mod that was given has another hash; mistrust who gave it (go env GOPROXY), or, where go.sum is wrong, write it anew: go mod tidy",
		},
		"go.sum lacks a module": {
			func(t *testing.T, w *world) { edit(t, w.GoSum, without("example.org/Upper ")) },
			"reading DIR/go.mod: it asks for example.org/Upper@v1.0.0, of which DIR/go.sum has no hash; the two are out of step, write them anew: go mod tidy",
		},
		"go.sum has another version": {
			func(t *testing.T, w *world) {
				edit(t, w.GoMod, func(s string) string { return strings.Replace(s, "v1.0.0", "v1.1.0", 1) })
			},
			"reading DIR/go.mod: it asks for example.org/Upper@v1.1.0, of which DIR/go.sum has no hash; the two are out of step, write them anew: go mod tidy",
		},
		"no go.sum": {
			func(t *testing.T, w *world) { w.GoSum = filepath.Join(w.dir, "none.sum") },
			"reading DIR/none.sum: no such file or directory; go mod tidy writes one",
		},
		"broken go.sum": {
			func(t *testing.T, w *world) { edit(t, w.GoSum, func(string) string { return "hello\n" }) },
			"reading DIR/go.sum: line 1 is not `module version h1:hash`; write the file anew: go mod tidy",
		},
		"broken go.mod": {
			func(t *testing.T, w *world) { edit(t, w.GoMod, func(string) string { return "module (\n" }) },
			"reading DIR/go.mod:2: syntax error (unterminated block started at DIR/go.mod:1:1)",
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := setUp(t)
			c.spoil(t, &w)
			err := Provide(context.Background(), w.Request)
			if err == nil {
				t.Fatal("no error")
			}
			got := strings.ReplaceAll(err.Error(), w.dir, "DIR")
			got = regexp.MustCompile(`127\.0\.0\.1:\d+`).ReplaceAllString(got, "SERVER")
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			if _, err := os.Stat(w.List); err == nil {
				t.Errorf("%s was written", w.List)
			}
		})
	}
}

// A replaced module needs the hash of its replacement, and one that is replaced by a folder none.
func TestGoModReplaces(t *testing.T) {
	for replace, want := range map[string]string{
		"example.org/Upper => ../upper":                           "",
		"example.org/Upper v1.0.0 => ../upper":                    "",
		"example.org/Upper v1.1.0 => ../upper":                    "it asks for example.org/Upper@v1.0.0, of which",
		"example.org/Upper => example.org/lower v0.2.0":           "",
		"example.org/Upper v1.0.0 => example.org/lower v0.3.0":    "it asks for example.org/lower@v0.3.0, of which",
		"goauthentik.io/api/v3 => goauthentik.io/api/v3 v3.0.0":   "it asks for example.org/Upper@v1.0.0, of which",
		"example.org/Upper v1.0.0 => goauthentik.io/other v3.0.0": "it asks for goauthentik.io/other@v3.0.0, of which",
	} {
		t.Run(replace, func(t *testing.T) {
			w := setUp(t)
			edit(t, w.GoSum, without("example.org/Upper "))
			edit(t, w.GoMod, func(s string) string { return s + "replace " + replace + "\n" })
			lines, err := ReadGoSum(w.GoSum, w.Except)
			if err != nil {
				t.Fatal(err)
			}
			err = checkGoMod(w.GoMod, w.GoSum, lines, w.Except)
			if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
				t.Errorf("error %v, want %q", err, want)
			}
		})
	}
}

func TestProxyShowsNoPassword(t *testing.T) {
	for address, want := range map[string]string{
		"https://me:secret@proxy.test/go": "https://me:xxxxx@proxy.test/go",
		"file:///x":                       "file:///x",
		"direct":                          "direct",
	} {
		if got := (proxy{address: address}).String(); got != want {
			t.Errorf("%s is shown as %s", address, got)
		}
	}
}

func TestParseProxies(t *testing.T) {
	for list, want := range map[string][]proxy{
		"":                    nil,
		"direct":              {{"direct", false}},
		"https://a, b|direct": {{"https://a", true}, {"b", false}, {"direct", false}},
		",file:///x,":         {{"file:///x", true}},
	} {
		if diff := cmp.Diff(want, parseProxies(list), cmp.AllowUnexported(proxy{})); diff != "" {
			t.Errorf("%q: %s", list, diff)
		}
	}
}
