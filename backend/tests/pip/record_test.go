package pip

import (
	"os"
	"path"
	"strings"
	"testing"

	"akbuild.internal/tools/python/wheel"
)

// The RECORDs of the site name all that lies in it, each file once, with the size and the hash that it has: byte code too.
func TestRecords(t *testing.T) {
	s := openSite(t)
	lines := map[string]string{}
	for place := range s.owner {
		name, inside := strings.CutPrefix(place, "site/")
		if !inside || path.Base(name) != "WHEEL" || !strings.HasSuffix(path.Dir(name), ".dist-info") || strings.Count(name, "/") > 1 {
			continue
		}
		record := path.Dir(name) + "/RECORD"
		content, err := os.ReadFile(s.path("site/" + record))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(content)) {
			entries, err := wheel.ParseRecord([]byte(line))
			if err != nil {
				t.Fatal(err)
			}
			for name := range entries {
				if lines[name] != "" {
					t.Errorf("%s is named twice", name)
				}
				lines[name] = line
			}
		}
	}
	compiled := 0
	for _, name := range filesBelow(t, s.folders["site"]) {
		content, err := os.ReadFile(s.path("site/" + name))
		if err != nil {
			t.Fatal(err)
		}
		want := wheel.RecordLine(name, content)
		// Those that a distribution carries of others are files like any.
		if info := path.Dir(name); path.Base(name) == "RECORD" && path.Base(info) == info {
			want = wheel.UnhashedLine(name)
		}
		if lines[name] != want {
			t.Errorf("%s has the line %q, want %q", name, lines[name], want)
		}
		delete(lines, name)
		if strings.HasSuffix(name, ".cpython-313.pyc") {
			compiled++
		}
	}
	for name := range lines {
		t.Errorf("%s is named, and is not there", name)
	}
	if compiled < 5000 {
		t.Errorf("only %d files of byte code are there", compiled)
	}
}
