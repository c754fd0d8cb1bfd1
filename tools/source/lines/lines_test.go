package lines

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// plant writes files below a folder.
func plant(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestOurs reads the lines that there are: each says, or inherits, its Python and has a contract.
func TestOurs(t *testing.T) {
	l, err := Read("../../../lines")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range l.Names() {
		chain, err := l.Chain(line)
		if err != nil || l.records[chain[len(chain)-1]].Python == "" {
			t.Errorf("%s is of %v, %v, which say no Python", line, chain, err)
		}
		if files, err := l.Files(line, "contract.yaml"); err != nil || len(files) == 0 {
			t.Errorf("%s has the contracts %v, %v", line, files, err)
		}
	}
}

func TestInherited(t *testing.T) {
	folder := plant(t, map[string]string{
		"1.2/line.json": `{"python": "3.13", "versions": {"1.2.0": {}, "1.2.3": {"rev": "abc", "narHash": "sha256-x"}}}`, "1.2/a.yaml": "", "1.2/b.yaml": "",
		"1.4/line.json": `{"inherits": "1.2", "versions": {"1.4.0": {"rev": "def", "narHash": "sha256-y"}}}`, "1.4/b.yaml": "",
		"README.md": "no line", "installed/installed.go": "package installed",
	})
	l, err := Read(folder)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(l.Names(), " "); got != "1.2 1.4" {
		t.Errorf("the lines are %s", got)
	}
	for name, want := range map[string]string{"a.yaml": "1.2/a.yaml", "b.yaml": "1.2/b.yaml 1.4/b.yaml", "c.yaml": ""} {
		files, err := l.Files("1.4", name)
		if got := strings.ReplaceAll(strings.Join(files, " "), folder+"/", ""); err != nil || got != want {
			t.Errorf("%s of 1.4 is %q, %v, want %q", name, got, err, want)
		}
	}
	if v, file, err := l.Release("1.4.0"); err != nil || v.Rev != "def" || file != filepath.Join(folder, "1.4", "line.json") {
		t.Errorf("the release 1.4.0 is %v of %s, %v", v, file, err)
	}
	if _, _, err := l.Release("1.2.0"); err == nil || err.Error() != "looking for the release 1.2.0 in "+folder+": no line pins its source; there are 1.2.3, 1.4.0" {
		t.Errorf("without a pin: %v", err)
	}
}

func TestRefused(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"unknown key":         {map[string]string{"1.2/line.json": `{"pyhton": "3.13"}`}, `reading the release line FOLDER/1.2/line.json: unknown field "pyhton"`},
		"unknown version key": {map[string]string{"1.2/line.json": `{"versions": {"1.2.0": {"hash": "x"}}}`}, `reading the release line FOLDER/1.2/line.json: unknown field "hash"`},
		"itself":              {map[string]string{"1.2/line.json": `{"inherits": "1.2"}`}, "reading the release line FOLDER/1.2/line.json: it inherits from itself, by way of 1.2"},
		"in a circle":         {map[string]string{"1.2/line.json": `{"inherits": "1.3"}`, "1.3/line.json": `{"inherits": "1.2"}`}, "it inherits from itself, by way of "},
		"from none":           {map[string]string{"1.2/line.json": `{"inherits": "1.1"}`}, "reading the release line FOLDER/1.2/line.json: it inherits from 1.1, of which there is no folder; there are 1.2"},
		"no JSON":             {map[string]string{"1.2/line.json": `{`}, "reading the release line FOLDER/1.2/line.json: unexpected EOF"},
		"none":                {map[string]string{"1.2/contract.yaml": ""}, "listing the release lines in FOLDER: there is none"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := plant(t, c.files)
			_, err := Read(folder)
			if err == nil || !strings.Contains(strings.ReplaceAll(err.Error(), folder, "FOLDER"), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}
