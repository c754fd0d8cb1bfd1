package published

import (
	"archive/tar"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/base/manifest"
	"github.com/google/go-cmp/cmp"
)

// pack writes a tarball as npm has it, and returns its name.
func pack(t *testing.T, files map[string]string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "package.tgz")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	zipped := gzip.NewWriter(f)
	archive := tar.NewWriter(zipped)
	for rel, content := range files {
		if err := archive.WriteHeader(&tar.Header{Name: "package/" + rel, Mode: 0o644, Size: int64(len(content))}); err != nil {
			t.Fatal(err)
		}
		if _, err := archive.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []interface{ Close() error }{archive, zipped, f} {
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return name
}

// sums writes a tree and returns its manifest.
func sums(t *testing.T, files map[string]string) []byte {
	t.Helper()
	dir := t.TempDir()
	for rel, content := range files {
		name := filepath.Join(dir, filepath.FromSlash(rel))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	m, err := manifest.Of(dir)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestCompare(t *testing.T) {
	published, err := Read(pack(t, map[string]string{
		list:                             "package.json\nsrc/index.ts\nsrc/models/Book.ts\nsrc/models/Desk.ts\n",
		"package.json":                   "{}",
		"src/index.ts":                   "1",
		"src/models/Book.ts":             "2",
		"src/models/Desk.ts":             "3",
		"src/models/Chair.ts":            "left over",
		"dist/index.js":                  "1",
		"dist/models/Chair.d.ts.map":     "left over",
		"dist/esm/models/Chair.js":       "left over",
		"dist/esm/models/Book.js":        "2",
		"dist/esm/tsconfig.tsbuildinfo":  "notes",
		"tsconfig.tsbuildinfo":           "notes",
		"README.md":                      "read",
		".openapi-generator/VERSION":     "7",
		"docs/Book.md":                   "a book",
		"src-of-something-else/index.ts": "1",
	}))
	if err != nil {
		t.Fatal(err)
	}
	if !published.Has("README.md") || published.Has("LICENSE") {
		t.Error("Has does not tell what is there")
	}
	for name, c := range map[string]struct {
		prefix string
		tree   map[string]string
		want   Difference
	}{
		"the same": {"src/", map[string]string{"src/index.ts": "1", "src/models/Book.ts": "2", "src/models/Desk.ts": "3", "README.md": "other"},
			Difference{Same: 3, Stale: []string{"src/models/Chair.ts"}}},
		"all kinds": {"src/", map[string]string{"src/index.ts": "1", "src/models/Book.ts": "22", "src/models/Lamp.ts": "4"},
			Difference{Same: 1, Different: []string{"src/models/Book.ts"}, Missing: []string{"src/models/Desk.ts"}, Extra: []string{"src/models/Lamp.ts"},
				Stale: []string{"src/models/Chair.ts"}}},
		"compiled": {"dist/", map[string]string{"dist/index.js": "1", "dist/index.d.ts": "1"},
			Difference{Same: 1, Missing: []string{"dist/esm/models/Book.js"}, Extra: []string{"dist/index.d.ts"},
				Stale: []string{"dist/esm/models/Chair.js", "dist/esm/tsconfig.tsbuildinfo", "dist/models/Chair.d.ts.map"}}},
		"one file": {"package.json", map[string]string{"package.json": "{ }"}, Difference{Different: []string{"package.json"}}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := published.Compare(c.prefix, sums(t, c.tree))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got.None() != (name == "the same") {
				t.Errorf("None is %t", got.None())
			}
			for _, files := range [][]string{got.Different, got.Missing, got.Extra, got.Stale} {
				for _, f := range files {
					if !strings.Contains(got.String(), ": "+f+"\n") {
						t.Errorf("%s is not named:\n%s", f, got)
					}
				}
			}
		})
	}
}

// A package that does not say what the generator wrote has nothing stale: everything must be there.
func TestNothingIsStaleWithoutTheList(t *testing.T) {
	published, err := Read(pack(t, map[string]string{"src/index.ts": "1", "src/models/Chair.ts": "2"}))
	if err != nil {
		t.Fatal(err)
	}
	got, err := published.Compare("src/", sums(t, map[string]string{"src/index.ts": "1"}))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Difference{Same: 1, Missing: []string{"src/models/Chair.ts"}}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestNotAPackage(t *testing.T) {
	text := filepath.Join(t.TempDir(), "package.tgz")
	if err := os.WriteFile(text, []byte("no"), 0o644); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{
		text:                               "it is not a tarball of npm: ",
		filepath.Join(t.TempDir(), "none"): "no such file or directory",
		pack(t, nil):                       "it holds no file",
	} {
		if _, err := Read(file); err == nil || !strings.Contains(err.Error(), "reading the published package "+file+": "+want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}
