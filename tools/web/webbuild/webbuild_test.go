package webbuild

import (
	"archive/tar"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// request is a run of a shell script in the place of node.
func request(t *testing.T, script string) (Request, *bytes.Buffer) {
	t.Helper()
	folder := t.TempDir()
	put := func(name, content string, mode os.FileMode) string {
		file := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), mode); err != nil {
			t.Fatal(err)
		}
		return file
	}
	put("over/web/src/b.ts", "over", 0o644)
	var modules bytes.Buffer
	archive := tar.NewWriter(&modules)
	for _, h := range []tar.Header{
		{Name: "node_modules/a/index.js", Size: 1, Mode: 0o644, Typeflag: tar.TypeReg},
		{Name: "node_modules/core", Linkname: "../packages/core", Typeflag: tar.TypeSymlink},
	} {
		if err := archive.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if h.Size > 0 {
			if _, err := archive.Write([]byte("a")); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	words := &bytes.Buffer{}
	return Request{
		Files: map[string]string{
			"web/src/a.ts": put("a.ts", "a", 0o600), "web/src/b.ts": put("b.ts", "b", 0o600), "web/packages/core/index.js": put("core.js", "core", 0o600),
		},
		Folders:   map[string]string{".": filepath.Join(folder, "over")},
		Modules:   put("modules.tar", modules.String(), 0o644),
		Below:     "web",
		Folder:    "web",
		Node:      put("node", "#!/bin/sh\nset -eu\n"+script, 0o755),
		Arguments: []string{"build.mjs"},
		Environ:   []string{"NODE_ENV=production"},
		Keep:      map[string]string{"web/dist": "."},
		Out:       filepath.Join(folder, "out"),
		Words:     words,
	}, words
}

func TestRun(t *testing.T) {
	r, words := request(t, `/bin/mkdir dist
echo "$NODE_ENV ${SECRET-none} $(cat src/a.ts src/b.ts node_modules/a/index.js node_modules/core/index.js)" >dist/made`)
	t.Setenv("SECRET", "a user's")
	r.Environ = append(r.Environ, "PATH=/usr/bin:/bin")
	if err := Run(t.Context(), r); err != nil {
		t.Fatalf("%v: %s", err, words)
	}
	content, err := os.ReadFile(filepath.Join(r.Out, "made"))
	if got := strings.TrimSpace(string(content)); err != nil || got != "production none aoveracore" {
		t.Errorf("made %q, %v", got, err)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(r.Out), "*.tree"))
	if err != nil || len(left) > 0 {
		t.Errorf("left %q, %v", left, err)
	}
}

func TestMistakes(t *testing.T) {
	for name, c := range map[string]struct{ script, wrong, words string }{
		"fails":   {"echo \"$PWD/src/a.ts: no such export\" >&2; exit 3", "running build.mjs of the web UI: it failed (exit status 3)", "web/src/a.ts: no such export\n"},
		"warns":   {"echo '▲ [WARNING] Cannot find base config file \"x\" [tsconfig.json]'", "it warns (▲ [WARNING] Cannot find base config file", "Cannot find base config"},
		"nothing": {":", "keeping web/dist of the web build", ""},
	} {
		t.Run(name, func(t *testing.T) {
			r, words := request(t, c.script)
			err := Run(t.Context(), r)
			if err == nil || !strings.Contains(err.Error(), c.wrong) || !strings.Contains(words.String(), c.words) {
				t.Errorf("got %v and the words %q", err, words)
			}
			if strings.HasPrefix(words.String(), "/") {
				t.Errorf("the words name a folder of this run: %q", words)
			}
			if _, err := os.Stat(r.Out); !os.IsNotExist(err) {
				t.Errorf("there is an output: %v", err)
			}
		})
	}
}
