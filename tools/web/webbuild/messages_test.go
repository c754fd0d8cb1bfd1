package webbuild

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/base/memo"
)

// TestMessagesAreRemembered: of files that are as they were the script is not asked again, unless it is itself another.
func TestMessagesAreRemembered(t *testing.T) {
	dir := t.TempDir()
	put := func(name, content string, mode os.FileMode) string {
		t.Helper()
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), mode); err != nil {
			t.Fatal(err)
		}
		return file
	}
	// As node is called: with the script, the compiler, and two folders.
	asked := filepath.Join(dir, "asked")
	node := put("node", `#!/bin/sh
set -eu
cd "$3"
for f in $(/usr/bin/find . -name '*.ts' | /usr/bin/sort); do
	echo "$f" >>`+asked+`
	/bin/mkdir -p "$(/usr/bin/dirname "$4/$f")"
	echo "of $(/bin/cat "$f")" >"$4/$f"
done
`, 0o755)
	src := filepath.Join(dir, "src")
	a, b, c := filepath.Join(src, "a.ts"), filepath.Join(src, "deep/b.ts"), filepath.Join(src, "c.ts")
	inputs := map[string]string{"script": "1"}
	edit := func(file, content string) {
		t.Helper()
		put(strings.TrimPrefix(file, dir+"/"), content, 0o600)
		inputs[file] = content
	}
	edit(a, "a")
	edit(b, "b")
	put("src/style.css", "", 0o600)
	remembered := &memo.Memo{}
	run := func(inputs map[string]string, wantAsked, wantA string) {
		t.Helper()
		remembered.Next()
		os.Remove(asked)
		out := filepath.Join(t.TempDir(), "out")
		var words strings.Builder
		if err := (TypeScript{Node: node, Script: "script", Words: &words, Inputs: inputs}).Messages(remembered.In(t.Context()), src, out); err != nil {
			t.Fatalf("%v: %s", err, &words)
		}
		got, _ := os.ReadFile(asked)
		if strings.Join(strings.Fields(string(got)), " ") != wantAsked {
			t.Errorf("it asked of %q, want %s", got, wantAsked)
		}
		for rel, want := range map[string]string{"a.ts": wantA, "deep/b.ts": "of b\n"} {
			if content, err := os.ReadFile(filepath.Join(out, rel)); err != nil || string(content) != want {
				t.Errorf("%s is %q, %v, want %q", rel, content, err, want)
			}
		}
		if _, err := os.Stat(filepath.Join(out, "c.ts")); (err == nil) != (inputs[c] != "") {
			t.Errorf("a file that is not there has messages, or one that is has none: %v", err)
		}
	}
	run(inputs, "./a.ts ./deep/b.ts", "of a\n")
	run(inputs, "", "of a\n")
	edit(a, "edited")
	run(inputs, "./a.ts", "of edited\n")
	edit(c, "added")
	run(inputs, "./c.ts", "of edited\n")
	os.Remove(c)
	delete(inputs, c)
	run(inputs, "", "of edited\n")
	inputs["script"] = "2"
	run(inputs, "./a.ts ./deep/b.ts", "of edited\n")
	run(nil, "./a.ts ./deep/b.ts", "of edited\n")
}
