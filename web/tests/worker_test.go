package tests

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"akbuild.internal/tools/base/manifest"
	"akbuild.internal/tools/base/tree"
	"akbuild.internal/tools/testing/testenv"
)

// worker is the build step as Bazel starts it to stay.
type worker struct {
	t         *testing.T
	a         again
	cmd       *exec.Cmd
	requests  *json.Encoder
	responses *json.Decoder
}

func startWorker(t *testing.T, a again) *worker {
	t.Helper()
	w := &worker{t: t, a: a, cmd: exec.Command(testenv.Path(t, "AKBUILD_STEP"), "web-build", "--persistent_worker")}
	w.cmd.Env, w.cmd.Stderr = []string{"TMPDIR=" + t.TempDir()}, os.Stderr
	stdin, err := w.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := w.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := w.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w.requests, w.responses = json.NewEncoder(stdin), json.NewDecoder(stdout)
	t.Cleanup(func() {
		stdin.Close()
		if err := w.cmd.Wait(); err != nil {
			t.Errorf("the worker ended with %v", err)
		}
	})
	return w
}

type input struct {
	Path   string `json:"path"`
	Digest []byte `json:"digest"`
}

// inputs are the files that arguments name.
func inputs(t *testing.T, arguments []string) []input {
	t.Helper()
	var files []string
	for i, argument := range arguments {
		switch argument {
		case "--file", "--folder":
			_, path, _ := strings.Cut(arguments[i+1], "=")
			if argument == "--file" {
				files = append(files, path)
				continue
			}
			listed, err := tree.List(path, tree.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range listed {
				files = append(files, file.Path)
			}
		case "--modules", "--node", "--warm":
			files = append(files, arguments[i+1])
		}
	}
	var all []input
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, input{file, fmt.Appendf(nil, "%x", sha256.Sum256(content))})
	}
	return all
}

// run asks for a run with more arguments.
func (w *worker) run(more ...string) (out, said string, status int) {
	w.t.Helper()
	out = filepath.Join(w.t.TempDir(), "out")
	arguments := slices.Concat(w.a.arguments, more)
	request := map[string]any{"arguments": slices.Concat(arguments, []string{"--out", out, "--"}, w.a.script), "inputs": inputs(w.t, arguments)}
	if err := w.requests.Encode(request); err != nil {
		w.t.Fatal(err)
	}
	var response struct {
		ExitCode int    `json:"exitCode"`
		Output   string `json:"output"`
	}
	if err := w.responses.Decode(&response); err != nil {
		w.t.Fatal(err)
	}
	return out, response.Output, response.ExitCode
}

// same runs it in the worker and by itself, and expects the same bytes and no word.
func (w *worker) same(more ...string) (out string) {
	w.t.Helper()
	out, said, status := w.run(more...)
	if status != 0 || said != "" {
		w.t.Fatalf("the worker answers %d: %s", status, said)
	}
	alone, said, err := w.a.run(w.t, more...)
	if err != nil {
		w.t.Fatalf("%v\n%s", err, said)
	}
	equal(w.t, alone, out)
	return out
}

func equal(t *testing.T, alone, out string) {
	t.Helper()
	want, err := manifest.Of(alone)
	if err != nil {
		t.Fatal(err)
	}
	got, err := manifest.Of(out)
	if err != nil {
		t.Fatal(err)
	}
	differing, err := manifest.Compare("what is made without a worker", want, got)
	if err != nil || len(differing) > 0 || len(want) == 0 {
		t.Errorf("%d files, %v\n%s", len(want), err, strings.Join(differing, "\n"))
	}
}

// file is an argument that gives a file of the source this content.
func file(t *testing.T, dest, content string) []string {
	t.Helper()
	path := filepath.Join(t.TempDir(), filepath.Base(dest))
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return []string{"--file", dest + "=" + path}
}

// child is the process of a program below the worker.
func (w *worker) child(name string) int {
	w.t.Helper()
	below, found := map[string]bool{strconv.Itoa(w.cmd.Process.Pid): true}, 0
	for more := true; more; {
		more = false
		stats, err := filepath.Glob("/proc/[0-9]*/stat")
		if err != nil {
			w.t.Fatal(err)
		}
		for _, stat := range stats {
			// Some have ended by now.
			content, _ := os.ReadFile(stat)
			at := ofProcess.FindStringSubmatch(string(content))
			if at == nil || !below[at[2]] || below[at[1]] {
				continue
			}
			below[at[1]], more = true, true
			// Its own name is that of its first thread.
			arguments, _ := os.ReadFile("/proc/" + at[1] + "/cmdline")
			if program, _, _ := strings.Cut(string(arguments), "\x00"); filepath.Base(program) == name {
				found, _ = strconv.Atoi(at[1])
			}
		}
	}
	if found == 0 {
		w.t.Fatalf("there is no %s below the worker", name)
	}
	return found
}

// ofProcess matches a process and its parent.
var ofProcess = regexp.MustCompile(`^(\d+) \(.*\) \S (\d+) `)

// fresh is a file that the source does not have.
const fresh = "web/src/flow/fresh.ts"

// entry is a file beside it that the bundler begins with.
func (a again) entry(t *testing.T) string {
	t.Helper()
	for _, argument := range a.arguments {
		for _, name := range []string{"FlowInterface.ts", "index.entrypoint.ts"} {
			if dest := "web/src/flow/" + name; strings.HasPrefix(argument, dest+"=") {
				return dest
			}
		}
	}
	t.Fatal("the source has none of the files that were looked for")
	return ""
}

// TestWorker: whatever was built before, a worker writes what the program alone writes. It keeps node and esbuild.
func TestWorker(t *testing.T) {
	a := request(t, "AKBUILD_BUNDLE")
	w, entry := startWorker(t, a), a.entry(t)
	first := w.same()
	equal(t, a.result, first)
	node, esbuild := w.child("node"), w.child("esbuild")
	edited := w.same(file(t, entry, `console.debug("edited");`)...)
	if left, _ := manifest.Of(edited); len(left) == 0 {
		t.Error("nothing is made of an edited file")
	}
	added := slices.Concat(file(t, entry, `import { text } from "./fresh.js"; console.debug(text);`), file(t, fresh, `export const text: string = "added";`))
	w.same(added...)
	w.same(slices.Concat(added, file(t, fresh, `export const text = "of an added one, edited";`))...)
	out, said, status := w.run()
	if status != 0 || said != "" {
		t.Fatalf("the worker answers %d: %s", status, said)
	}
	equal(t, first, out)
	// A file that is gone is missed, although esbuild has read it before.
	gone := added[:2]
	_, said, status = w.run(gone...)
	_, alone, err := a.run(t, gone...)
	if status != 1 || err == nil || !strings.Contains(said, `Could not resolve "./fresh.js"`) || lastLine(said) != lastLine(alone) {
		t.Errorf("it ends with %d after\n%s\nalone with %v after\n%s", status, said, err, alone)
	}
	equal(t, first, w.same())
	if w.child("node") != node || w.child("esbuild") != esbuild {
		t.Error("node or esbuild did not stay")
	}
	// One that is killed, for its memory perhaps, is missed by nobody.
	process, err := os.FindProcess(w.child("esbuild"))
	if err == nil {
		err = process.Kill()
	}
	if err != nil {
		t.Fatal(err)
	}
	out, said, status = w.run()
	if status != 0 {
		t.Fatalf("the worker answers %d: %s", status, said)
	}
	equal(t, first, out)
	if out, said, status = w.run(); status != 0 || said != "" {
		t.Fatalf("afterwards the worker answers %d: %s", status, said)
	}
	equal(t, first, out)
}

// TestWorkerSays: of a mistake in the source a worker says what the program alone says.
func TestWorkerSays(t *testing.T) {
	a := request(t, "AKBUILD_BUNDLE")
	w, entry := startWorker(t, a), a.entry(t)
	first := w.same()
	for name, test := range map[string]struct {
		more []string
		want string
	}{
		"a mistake":    {file(t, entry, "const = 1;\n"), "Expected identifier but found \"=\"\n\n    src/flow/" + filepath.Base(entry) + ":1:6:"},
		"a warning":    {file(t, entry, "if (typeof entry === \"nothing\") console.log();\n"), "[WARNING]"},
		"no tsconfig":  {file(t, "web/tsconfig.build.json", `{"extends": "./none.json"}`), "Cannot find base config file"},
		"a new script": {file(t, "web/scripts/build-web.mjs", "process.exit(7);"), "it failed (exit status 7)"},
	} {
		t.Run(name, func(t *testing.T) {
			out, said, status := w.run(test.more...)
			_, alone, err := a.run(t, test.more...)
			if status != 1 || err == nil || !strings.Contains(said, test.want) || !strings.Contains(alone, test.want) || lastLine(said) != lastLine(alone) {
				t.Errorf("it ends with %d after\n%s\nalone with %v after\n%s", status, said, err, alone)
			}
			if _, err := os.Stat(out); err == nil {
				t.Errorf("%s was left behind", out)
			}
			if out, said, status = w.run(); status != 0 || said != "" {
				t.Fatalf("afterwards it ends with %d: %s", status, said)
			}
			equal(t, first, out)
		})
	}
}

// lastLine is the sentence that a build ends with.
func lastLine(said string) string {
	lines := strings.Split(strings.TrimSpace(said), "\n")
	return lines[len(lines)-1]
}
