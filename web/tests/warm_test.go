package tests

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/testenv"
)

// script has esbuild build what a file says, and ends as it says.
const script = `import { readFileSync } from "node:fs";
import esbuild, { build } from "esbuild";

if (build !== esbuild.build) throw new Error("two of build");
const [entry, end] = readFileSync("asked", "utf8").split(" ");
await esbuild.build({ entryPoints: [entry], plugins: [{ name: "own", setup() {} }] });
if (end === "fails") throw new Error("no such thing");
if (end === "code") process.exitCode = 5;
if (end === "late") await new Promise(() => setTimeout(() => process.exit(4), 10));
if (end === "exit") await Promise.resolve().then(() => process.exit(0)).catch(() => process.exit(1));
`

// esbuild writes down what is asked of it.
const esbuild = `const { appendFileSync } = require("node:fs");
const did = (what) => appendFileSync("did", what + " ");
module.exports = {
    build: async ({ entryPoints }) => did("build-" + entryPoints),
    context: async ({ entryPoints }) => {
        did("context-" + entryPoints);
        const rebuild = async () => {
            did("rebuild");
            if (entryPoints[0] === "wrong") throw Object.assign(new Error("1 error"), { errors: [{}] });
            if (entryPoints[0] === "gone") throw new Error("the service is gone");
        };
        return { rebuild, dispose: async () => did("dispose") };
    },
};
`

// TestWarm: a script that is run again uses the context of the run before if it asks for the same, and each run ends as it would alone.
func TestWarm(t *testing.T) {
	dir := t.TempDir()
	put := func(name, content string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("script.mjs", script)
	put("node_modules/esbuild/index.js", esbuild)
	cmd := exec.CommandContext(t.Context(), testenv.Path(t, testenv.Node), testenv.Path(t, "AKBUILD_WARM"), "script.mjs")
	var words strings.Builder
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &words, &words
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.ExtraFiles = []*os.File{write}
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	write.Close()
	answers := bufio.NewReader(read)
	for _, c := range []struct{ asked, status, did string }{
		{"a ", "0", "context-a rebuild "},
		{"a exit", "0", "rebuild "},
		{"a fails", "1", "rebuild "},
		{"a code", "5", "rebuild "},
		{"a late", "4", "rebuild "},
		{"a ", "0", "rebuild "},
		{"b ", "0", "dispose context-b rebuild "},
		{"wrong ", "1", "dispose context-wrong rebuild "},
		{"b ", "0", "dispose context-b rebuild "},
	} {
		put("asked", c.asked)
		put("did", "")
		fmt.Fprintln(stdin, "run")
		status, err := answers.ReadString('\n')
		if err != nil {
			t.Fatalf("%v: %s", err, &words)
		}
		did, err := os.ReadFile(filepath.Join(dir, "did"))
		if err != nil || string(did) != c.did || status != c.status+"\n" {
			t.Errorf("%q: it did %q and ended with %q, want %q and %s: %v", c.asked, did, status, c.did, c.status, err)
		}
	}
	// What is kept is of no use any more: there is no answer.
	put("asked", "gone ")
	fmt.Fprintln(stdin, "run")
	if status, err := answers.ReadString('\n'); err == nil {
		t.Errorf("it ended with %s", status)
	}
	if err := cmd.Wait(); err == nil || strings.Count(words.String(), "no such thing") != 1 {
		t.Errorf("%v: %s", err, &words)
	}
}
