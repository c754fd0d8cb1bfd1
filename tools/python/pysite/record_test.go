package pysite

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/python/wheel"
	"github.com/google/go-cmp/cmp"
)

// checkRecord compares a RECORD with all that lies in a site of one distribution.
func checkRecord(t *testing.T, site, info string) {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(site, info, "RECORD"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	err = filepath.WalkDir(site, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name, err := filepath.Rel(site, path)
		if err != nil {
			return err
		}
		bytes, err := os.ReadFile(path)
		want[name] = wheel.RecordLine(name, bytes)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	want[info+"/RECORD"] = wheel.UnhashedLine(info + "/RECORD")
	entries, err := wheel.ParseRecord(content)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != len(want) {
		t.Errorf("RECORD has %d lines for %d files", len(entries), len(want))
	}
	got := map[string]string{}
	for line := range strings.Lines(string(content)) {
		for name := range want {
			if strings.HasPrefix(line, name+",") {
				got[name] = line
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// RECORD is what is there: byte code that was compiled, also in the place of a wheel's own; nothing that is not installed.
func TestRecord(t *testing.T) {
	dir := t.TempDir()
	r := request(t, dir, wheelOf("demo", map[string]string{
		"demo/a.py": "x = 1\n", "demo/__pycache__/a.cpython-313.pyc": "old", "demo/__pycache__/a.cpython-312.pyc": "another's", "demo/b.pyc": "alone",
		"demo/broken.py": "def (:\n", "demo/__pycache__/broken.cpython-313.pyc": "kept", "demo/left.py": "", "demo/ü.txt": "ü",
		"demo-1.0.data/purelib/demo/c.py": "", "demo-1.0.data/scripts/run": "#!python\n", "demo-1.0.dist-info/INSTALLER": "somebody\n", "demo-1.0.dist-info/RECORD.jws": "{}",
		"demo-1.0.dist-info/REQUESTED": "",
	}))
	r.Drop = []string{"demo:demo/left.py"}
	if err := Make(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	checkRecord(t, filepath.Join(dir, "site"), "demo-1.0.dist-info")
	if code, err := os.ReadFile(filepath.Join(dir, "site/demo/__pycache__/a.cpython-313.pyc")); err != nil || !bytes.Contains(code, []byte("x")) {
		t.Errorf("the byte code is %q, %v", code, err)
	}
}

// The metadata's folder is made even if all that a wheel has there is left out.
func TestRecordAlone(t *testing.T) {
	dir := t.TempDir()
	r := request(t, dir, wheelOf("demo", map[string]string{"demo.py": ""}))
	r.Drop = []string{"demo:demo-1.0.dist-info/**"}
	if err := Make(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	checkRecord(t, filepath.Join(dir, "site"), "demo-1.0.dist-info")
}
