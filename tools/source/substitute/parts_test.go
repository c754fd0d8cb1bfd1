package substitute

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const partsList = `substitutions:
  - {file: a.py, find: one, count: 1, replace: ONE, why: core}
  - {file: b.go, parts: [server], find: two, count: 1, replace: TWO, why: server}
  - {file: c.yml, parts: [core, server], find: three, count: 1, replace: THREE, why: both}
  - {file: d/new.go, parts: [server], add: files/new.go, why: comes in addition}
`

// write makes files in a new folder.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// Each part of the product has its own entries, and needs no file of another's.
func TestParts(t *testing.T) {
	lists := write(t, map[string]string{"list.yaml": partsList, "files/new.go": "package d\n"})
	for part, c := range map[string]struct{ in, want map[string]string }{
		"":     {map[string]string{"a.py": "one", "c.yml": "three"}, map[string]string{"a.py": "ONE", "c.yml": "THREE"}},
		Server: {map[string]string{"b.go": "two", "c.yml": "three"}, map[string]string{"b.go": "TWO", "c.yml": "THREE", "d/new.go": "package d\n"}},
	} {
		out := filepath.Join(t.TempDir(), "out")
		if err := Run(Request{List: lists + "/list.yaml", In: write(t, c.in), Out: out, Part: part}); err != nil {
			t.Fatalf("part %q: %v", part, err)
		}
		for name, want := range c.want {
			if got, err := os.ReadFile(filepath.Join(out, name)); err != nil || string(got) != want {
				t.Errorf("part %q: %s is %q, %v; want %q", part, name, got, err, want)
			}
		}
	}
}

func TestPartsThatCannotBe(t *testing.T) {
	good := map[string]string{"list.yaml": partsList, "files/new.go": ""}
	for name, c := range map[string]struct {
		lists, in map[string]string
		part      string
		want      string
	}{
		"no such part":       {good, nil, "web", `substituting for the part "web": there are core and server`},
		"part of an entry":   {map[string]string{"list.yaml": strings.Replace(partsList, "[server]", "[serve]", 1)}, nil, Core, `entry 2 is of the part "serve"; there are core and server`},
		"added is there":     {good, map[string]string{"b.go": "two", "c.yml": "three", "d/new.go": ""}, Server, "adding d/new.go: the tree has it already; correct entry 4 of "},
		"added is missing":   {map[string]string{"list.yaml": partsList}, map[string]string{"b.go": "two", "c.yml": "three"}, Server, "adding d/new.go: reading files/new.go: no such file or directory; correct entry 4 of "},
		"added and replaced": {map[string]string{"list.yaml": strings.Replace(partsList, "add:", "find: x, add:", 1)}, nil, Core, "entry 4 adds d/new.go, so there is nothing in it to find or replace"},
		"number of an entry": {good, map[string]string{"b.go": "2", "c.yml": "three"}, Server, "correct entry 2 of "},
	} {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "out")
			err := Run(Request{List: write(t, c.lists) + "/list.yaml", In: write(t, c.in), Out: out, Part: c.part})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("the error is %v, want %q", err, c.want)
			}
			if _, err := os.Stat(out); err == nil {
				t.Error("something was written")
			}
		})
	}
}
