package modcache

import (
	"context"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/base/nixstore"
	"akbuild.internal/tools/testing/fakeproxy"
	"akbuild.internal/tools/testing/testenv"
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

// world is a module, a proxy that has what it needs, and an empty store.
type world struct {
	Request
	dir, proxy, store string
}

// setUp makes one and points the go command to the proxy.
func setUp(t *testing.T) world {
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
	w := world{dir: dir, proxy: filepath.Join(dir, "proxy"), store: fakeStore(t), Request: Request{
		Go:       testenv.Go(t),
		GoMod:    filepath.Join(dir, "go.mod"),
		GoSum:    filepath.Join(dir, "go.sum"),
		Except:   []string{"goauthentik.io/api/v3"},
		Index:    filepath.Join(dir, "index.json"),
		List:     filepath.Join(dir, "list.json"),
		Progress: io.Discard,
	}}
	t.Setenv("GOPROXY", "file://"+w.proxy)
	for _, name := range []string{"GONOPROXY", "GOPRIVATE", "GOENV"} {
		t.Setenv(name, "")
	}
	return w
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

// without drops the lines that begin so.
func without(prefix string) func(string) string {
	return func(s string) string {
		var kept strings.Builder
		for line := range strings.Lines(s) {
			if !strings.HasPrefix(line, prefix) {
				kept.WriteString(line)
			}
		}
		return kept.String()
	}
}

// listed is the list that Provide wrote, and the lines of go.sum that it is of.
func (w world) listed(t *testing.T) (List, []Line) {
	t.Helper()
	list, err := ReadList(w.List)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := ReadGoSum(w.GoSum, w.Except)
	if err != nil {
		t.Fatal(err)
	}
	return list, lines
}

// provided runs Provide and returns the names of the files that the list leads to, which must be in the store.
func (w world) provided(t *testing.T) []string {
	t.Helper()
	if err := Provide(context.Background(), w.Request); err != nil {
		t.Fatal(err)
	}
	list, lines := w.listed(t)
	if len(list) != len(lines) {
		t.Errorf("the list has %d lines, go.sum %d", len(list), len(lines))
	}
	var names []string
	for _, l := range lines {
		path := nixstore.FilePath(l.StoreName(), list[l.Text])
		sha, err := sha256Of(path)
		if err != nil {
			t.Fatal(err)
		}
		if sha != list[l.Text] {
			t.Errorf("%s has the hash %s, the list says %s", path, sha, list[l.Text])
		}
		names = append(names, l.StoreName())
	}
	return names
}

func TestProvide(t *testing.T) {
	w := setUp(t)
	// The go.mod of a module whose zip nobody needs.
	edit(t, w.GoSum, without("example.org/lower v0.2.0 "))
	var progress strings.Builder
	w.Progress = &progress
	want := []string{"example.org-Upper-v1.0.0.zip", "example.org-Upper-v1.0.0.mod", "example.org-lower-v0.2.0.mod"}
	if diff := cmp.Diff(want, w.provided(t)); diff != "" {
		t.Error(diff)
	}
	if want := "akbuild modules: fetching 3 of the 3 files that " + w.GoSum + " names\n"; progress.String() != want {
		t.Errorf("progress %q, want %q", progress.String(), want)
	}
}

// What is in the store is not asked for again: not by the same go.sum, not by another, not with another index file gone.
func TestProvideFetchesWhatIsMissing(t *testing.T) {
	w := setUp(t)
	full, err := os.ReadFile(w.GoSum)
	if err != nil {
		t.Fatal(err)
	}
	edit(t, w.GoSum, without("example.org/lower "))
	w.provided(t)
	steps := []struct {
		name   string
		change func()
		want   string
	}{
		{"nothing changed", func() { t.Setenv("GOPROXY", "off") }, ""},
		{"one more module", func() {
			t.Setenv("GOPROXY", "file://"+w.proxy)
			if err := os.RemoveAll(filepath.Join(w.proxy, "example.org", "!upper")); err != nil {
				t.Fatal(err)
			}
			edit(t, w.GoSum, func(string) string { return string(full) })
		}, "fetching 2 of the 4 files"},
		{"a file of the store is gone", func() {
			names, err := filepath.Glob(filepath.Join(w.store, "*-example.org-lower-v0.2.0.zip"))
			if err != nil || len(names) != 1 {
				t.Fatalf("found %v: %v", names, err)
			}
			if err := os.Remove(names[0]); err != nil {
				t.Fatal(err)
			}
		}, "fetching 1 of the 4 files"},
	}
	for _, step := range steps {
		step.change()
		var progress strings.Builder
		w.Progress = &progress
		w.provided(t)
		if got := progress.String(); !strings.Contains(got, step.want) || step.want == "" && got != "" {
			t.Errorf("%s: it said %q, want %q", step.name, got, step.want)
		}
	}
}

// What a kit gave is found in the store by whoever builds without the kit afterwards, as long as it is what go.sum names.
func TestProvideFromASupply(t *testing.T) {
	w := setUp(t)
	supply := t.TempDir()
	w.provided(t)
	list, lines := w.listed(t)
	t.Setenv("GOPROXY", "off")
	with := func(list List) {
		t.Helper()
		if err := os.Remove(w.Index); err != nil {
			t.Fatal(err)
		}
		if err := list.Write(filepath.Join(supply, SupplyList)); err != nil {
			t.Fatal(err)
		}
		t.Setenv("AKB_SUPPLIES", supply)
		w.provided(t)
		t.Setenv("AKB_SUPPLIES", "")
	}
	with(list)
	w.provided(t)

	// Another file lies in the store under the name, and the supply says that it is the one.
	content := []byte("module example.org/other\n")
	other := filepath.Join(t.TempDir(), "other")
	if err := os.WriteFile(other, content, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		lie := maps.Clone(list)
		sha, err := sha256Of(other)
		if err != nil {
			t.Fatal(err)
		}
		lie[l.Text] = sha
		if err := os.WriteFile(nixstore.FilePath(l.StoreName(), lie[l.Text]), content, 0o644); err != nil {
			t.Fatal(err)
		}
		with(lie)
		index, err := ReadList(w.Index)
		if err != nil {
			t.Fatal(err)
		}
		if _, kept := index[l.Text]; kept || len(index) != len(list)-1 {
			t.Errorf("of a supply that lies about %s, %d lines of %d are kept", l.Text, len(index), len(list))
		}
	}
}

// A proxy that refuses is followed by one that is a folder.
func TestProvideFromASecondProxy(t *testing.T) {
	w := setUp(t)
	empty := httptest.NewServer(http.NotFoundHandler())
	defer empty.Close()
	t.Setenv("GOPROXY", empty.URL+",file://"+w.proxy)
	if names := w.provided(t); len(names) != 4 {
		t.Errorf("provided %q", names)
	}
}

// The index is a cache: one that holds nonsense is an error that says how to get rid of it.
func TestProvideBrokenIndex(t *testing.T) {
	w := setUp(t)
	if err := os.WriteFile(w.Index, []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	err := Provide(context.Background(), w.Request)
	if err == nil || !strings.HasSuffix(err.Error(), "; remove it: rm "+w.Index) {
		t.Errorf("error %v", err)
	}
}

// What came before a failure is kept.
func TestProvideKeepsWhatCame(t *testing.T) {
	w := setUp(t)
	w.Except = nil
	if err := Provide(context.Background(), w.Request); err == nil {
		t.Fatal("no error")
	}
	w.Except = []string{"goauthentik.io/api/v3"}
	t.Setenv("GOPROXY", "off")
	w.provided(t)
}
