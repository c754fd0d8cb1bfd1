package modcache

import (
	"archive/zip"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"akbuild.internal/tools/fakeproxy"
	"akbuild.internal/tools/manifest"
	"akbuild.internal/tools/testenv"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

const modules = `
-- go.mod --
module example.org/app

go 1.24

require example.org/Upper v1.0.0
-- go.sum --
(sums)
goauthentik.io/api/v3 v3.2025120.6 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
goauthentik.io/api/v3 v3.2025120.6/go.mod h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
-- modules/example.org/Upper@v1.0.0/go.mod --
module example.org/Upper
-- modules/example.org/Upper@v1.0.0/upper.go --
package upper
-- modules/example.org/Upper@v1.0.0/a/a.go --
package a
-- modules/example.org/lower@v0.2.0/go.mod --
module example.org/lower
-- modules/example.org/lower@v0.2.0/lower.go --
package lower
`

// setUp makes a module and a proxy, and points the go command to it.
func setUp(t *testing.T) Request {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(modules)).Files {
		name := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	fakeproxy.Prepare(t, dir)
	t.Setenv("GOPROXY", "file://"+filepath.Join(dir, "proxy"))
	t.Setenv("GONOSUMDB", "*")
	return Request{
		Go:       testenv.Go(t),
		GoMod:    filepath.Join(dir, "go.mod"),
		GoSum:    filepath.Join(dir, "go.sum"),
		Except:   []string{"goauthentik.io/api/v3"},
		Out:      filepath.Join(dir, "out"),
		Progress: io.Discard,
	}
}

// edit changes a file's content.
func edit(t *testing.T, name string, change func(string) string) {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(change(string(content))), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestDownload(t *testing.T) {
	r := setUp(t)
	// The go.mod of a module whose zip nobody needs.
	edit(t, r.GoSum, func(s string) string {
		var kept []string
		for line := range strings.Lines(s) {
			if !strings.HasPrefix(line, "example.org/lower v0.2.0 ") {
				kept = append(kept, line)
			}
		}
		return strings.Join(kept, "")
	})
	var progress strings.Builder
	r.Progress = &progress
	if err := Download(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	got, err := manifest.Of(r.Out)
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for line := range strings.Lines(string(got)) {
		files = append(files, strings.Fields(line)[1])
	}
	want := []string{
		"example.org/!upper/@v/v1.0.0.info", "example.org/!upper/@v/v1.0.0.mod", "example.org/!upper/@v/v1.0.0.zip",
		"example.org/lower/@v/v0.2.0.info", "example.org/lower/@v/v0.2.0.mod",
	}
	if diff := cmp.Diff(want, files); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(progress.String(), "akbuild modules: module 1 to 1 of 1 (example.org/Upper@v1.0.0 …)") {
		t.Errorf("progress:\n%s", progress.String())
	}
}

// Two proxies whose zips hold the same files in another order, packing and time, and whose times differ, give one folder.
func TestDownloadDependsOnGoSumAlone(t *testing.T) {
	first := setUp(t)
	if err := Download(context.Background(), first); err != nil {
		t.Fatal(err)
	}
	second := setUp(t)
	proxy := filepath.Join(filepath.Dir(second.GoMod), "proxy")
	repack(t, filepath.Join(proxy, "example.org", "!upper", "@v", "v1.0.0.zip"))
	edit(t, filepath.Join(proxy, "example.org", "!upper", "@v", "v1.0.0.info"), func(string) string {
		return `{"Version":"v1.0.0","Time":"2021-01-01T00:00:00Z","Origin":{"VCS":"git"}}`
	})
	if err := Download(context.Background(), second); err != nil {
		t.Fatal(err)
	}
	a, err := manifest.Of(first.Out)
	if err != nil {
		t.Fatal(err)
	}
	b, err := manifest.Of(second.Out)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(a), string(b)); diff != "" {
		t.Error(diff)
	}
}

func repack(t *testing.T, name string) {
	t.Helper()
	in, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.Create(name + ".new")
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(out)
	for i := len(in.File) - 1; i >= 0; i-- {
		from, err := in.File[i].Open()
		if err != nil {
			t.Fatal(err)
		}
		to, err := w.CreateHeader(&zip.FileHeader{Name: in.File[i].Name, Method: zip.Store, Modified: time.Unix(1e9, 0)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(to, from); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(name+".new", name); err != nil {
		t.Fatal(err)
	}
}

func TestDownloadRefused(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(t *testing.T, r *Request)
		want  string
	}{
		"module not there": {
			func(t *testing.T, r *Request) { r.Except = nil },
			"downloading goauthentik.io/api/v3@v3.2025120.6, which DIR/go.sum names: reading file://DIR/proxy/goauthentik.io/api/v3/@v/v3.2025120.6.info: no such file or directory; see that the module proxy that go is configured for has it (go env GOPROXY), or leave it out with --except goauthentik.io/api/v3",
		},
		"other bytes": {
			func(t *testing.T, r *Request) {
				edit(t, r.GoSum, func(s string) string {
					i := strings.Index(s, "v0.2.0 h1:") + len("v0.2.0 h1:")
					return s[:i] + strings.Repeat("A", 43) + s[i+43:]
				})
			},
			"downloading example.org/lower@v0.2.0, which DIR/go.sum names: the zip that the module proxy gives has another hash; mistrust the proxy, or, where go.sum is wrong, write it anew: go mod tidy",
		},
		"other go.mod": {
			func(t *testing.T, r *Request) {
				edit(t, r.GoSum, func(s string) string {
					i := strings.Index(s, "v0.2.0/go.mod h1:") + len("v0.2.0/go.mod h1:")
					return s[:i] + strings.Repeat("A", 43) + s[i+43:]
				})
			},
			"downloading example.org/lower@v0.2.0, which DIR/go.sum names: the go.mod that the module proxy gives has another hash; mistrust the proxy, or, where go.sum is wrong, write it anew: go mod tidy",
		},
		"no go.sum": {
			func(t *testing.T, r *Request) { r.GoSum = filepath.Join(filepath.Dir(r.GoSum), "none.sum") },
			"reading DIR/none.sum: no such file or directory",
		},
		"broken go.sum": {
			func(t *testing.T, r *Request) { edit(t, r.GoSum, func(string) string { return "hello\n" }) },
			"reading DIR/go.sum: line 1 is not `module version h1:hash`; write the file anew: go mod tidy",
		},
		"broken go.mod": {
			func(t *testing.T, r *Request) { edit(t, r.GoMod, func(string) string { return "module (\n" }) },
			"reading DIR/go.mod:2: syntax error",
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := setUp(t)
			c.spoil(t, &r)
			err := Download(context.Background(), r)
			if err == nil {
				t.Fatal("no error")
			}
			got := strings.ReplaceAll(err.Error(), filepath.Dir(r.GoMod), "DIR")
			if !strings.HasPrefix(got, c.want) || strings.Contains(got, "\n") {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if _, err := os.Stat(r.Out); err == nil {
				t.Errorf("%s was left", r.Out)
			}
		})
	}
}
