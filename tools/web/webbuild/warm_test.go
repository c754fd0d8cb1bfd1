package webbuild

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// stays makes a program of a shell script that is run once, as node runs it, or again and again, as node with a script of ours does.
const stays = `
main() {
	set -eu
	/bin/mkdir dist
	cat src/*.ts >dist/made
	cat lib.mjs >dist/lib
	. ./src/also.sh
}
if [ "$1" = build.mjs ]; then
	(main)
	exit
fi
echo started >>"$STARTS"
while read -r _; do
	status=0
	(main) || status=$?
	echo $status >&3
done
`

// warm is a request for that program, and the inputs of Bazel for it.
type warm struct {
	Warm
	t      *testing.T
	r      Request
	inputs map[string]string
	starts string
	words  *bytes.Buffer
}

func newWarm(t *testing.T) *warm {
	t.Helper()
	r, words := request(t, stays)
	w := &warm{t: t, r: r, inputs: map[string]string{}, starts: filepath.Join(t.TempDir(), "starts"), words: words}
	t.Cleanup(w.Close)
	w.Scratch = t.TempDir()
	w.r.Environ = append(w.r.Environ, "PATH=/usr/bin:/bin", "STARTS="+w.starts)
	w.r.Warm, w.r.Rereads = filepath.Join(t.TempDir(), "warm.mjs"), []string{"web/src"}
	w.inputs[w.r.Modules], w.inputs[w.r.Node], w.inputs[w.r.Warm] = "m", "n", "w"
	w.inputs[filepath.Join(w.r.Folders["."], "web/src/b.ts")] = "over"
	for _, file := range w.r.Files {
		w.inputs[file] = "first"
	}
	w.put("web/lib.mjs", "lib")
	w.put("web/src/also.sh", ":")
	return w
}

// put gives a file of the source another content.
func (w *warm) put(rel, content string) {
	w.t.Helper()
	file := filepath.Join(w.t.TempDir(), filepath.Base(rel))
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		w.t.Fatal(err)
	}
	w.r.Files[rel], w.inputs[file] = file, content
}

// made runs the program and returns what it made; the same is made by the program alone.
func (w *warm) made() string {
	w.t.Helper()
	w.words.Reset()
	w.r.Out = filepath.Join(w.t.TempDir(), "out")
	if err := w.Run(w.t.Context(), w.r, w.inputs); err != nil {
		w.t.Fatalf("%v: %s", err, w.words)
	}
	warm := w.read()
	if again := w.alone(); again != nil {
		w.t.Fatal(again)
	}
	if alone := w.read(); warm != alone {
		w.t.Errorf("in a node that stays it made %q, alone %q", warm, alone)
	}
	return warm
}

// alone runs the program by itself.
func (w *warm) alone() error {
	w.r.Out = filepath.Join(w.t.TempDir(), "out")
	return Run(w.t.Context(), w.r)
}

func (w *warm) read() string {
	w.t.Helper()
	var all []string
	for _, name := range []string{"made", "lib"} {
		content, err := os.ReadFile(filepath.Join(w.r.Out, name))
		if err != nil {
			w.t.Fatal(err)
		}
		all = append(all, string(content))
	}
	return strings.Join(all, " ")
}

func (w *warm) started() int {
	content, err := os.ReadFile(w.starts)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		w.t.Fatal(err)
	}
	return strings.Count(string(content), "\n")
}

func (w *warm) expect(made string, started int) {
	w.t.Helper()
	if got := w.made(); got != made {
		w.t.Errorf("it made %q, want %q", got, made)
	}
	if got := w.started(); got != started {
		w.t.Errorf("node was started %d times, want %d", got, started)
	}
	if w.words.Len() > 0 {
		w.t.Errorf("it says %q", w.words)
	}
}

func TestWarm(t *testing.T) {
	w := newWarm(t)
	w.expect("aover lib", 1)
	w.put("web/src/a.ts", "edited ")
	w.expect("edited over lib", 1)
	w.put("web/src/a.ts", "a")
	w.expect("aover lib", 1)
	w.put("web/src/c.ts", "added")
	w.expect("aoveradded lib", 1)
	delete(w.r.Files, "web/src/c.ts")
	w.expect("aover lib", 1)
	// What is no longer in a folder of a rule gives way to the file below it.
	delete(w.inputs, filepath.Join(w.r.Folders["."], "web/src/b.ts"))
	w.words.Reset()
	w.r.Out = filepath.Join(t.TempDir(), "out")
	if err := w.Run(t.Context(), w.r, w.inputs); err != nil || w.read() != "ab lib" {
		t.Errorf("%v: it made %q", err, w.read())
	}
	w.inputs[filepath.Join(w.r.Folders["."], "web/src/b.ts")] = "over"
	w.expect("aover lib", 1)
	// What the program imports is read once by a node.
	w.put("web/lib.mjs", "other")
	w.expect("aover other", 2)
	w.inputs[w.r.Warm] = "another script"
	w.expect("aover other", 3)
	w.inputs[w.r.Modules] = "other packages"
	w.expect("aover other", 4)
	// What a program writes over what it reads is not read by the next run.
	w.put("web/src/also.sh", "echo spoilt >src/a.ts; echo spoilt >src/d.ts")
	w.expect("aover other", 4)
	w.expect("aover other", 4)
}

// What the program says is the same as of a program that is run by itself, and the next run is as if nothing had been.
func TestWarmMistakes(t *testing.T) {
	w := newWarm(t)
	for name, script := range map[string]string{
		"fails":   `echo "$PWD/src/a.ts: no such export" >&2; exit 3`,
		"warns":   "echo '▲ [WARNING] Cannot find base config file \"x\" [tsconfig.json]'",
		"nothing": "/bin/rm -r dist",
	} {
		w.put("web/src/also.sh", script)
		w.words.Reset()
		w.r.Out = filepath.Join(t.TempDir(), "out")
		err := w.Run(t.Context(), w.r, w.inputs)
		said := w.words.String()
		w.words.Reset()
		if alone := w.alone(); err == nil || alone == nil || err.Error() != alone.Error() || said != w.words.String() {
			t.Errorf("%s: it ends with %v after %q, by itself with %v after %q", name, err, said, alone, w.words)
		}
		w.put("web/src/also.sh", ":")
		w.expect("aover lib", 1)
	}
}

// A node that ends costs time, and nothing else: the program is run by itself.
func TestWarmEnds(t *testing.T) {
	w := newWarm(t)
	w.expect("aover lib", 1)
	_ = w.node.cmd.Process.Kill()
	_, _ = w.node.cmd.Process.Wait()
	if got := w.made(); got != "aover lib" {
		t.Errorf("it made %q", got)
	}
	if want := "akbuild: a node that stays did not run build.mjs of the web UI (it ended); running it by itself\n"; w.words.String() != want {
		t.Errorf("it says %q, want %q", w.words, want)
	}
	w.expect("aover lib", 2)
	file := w.r.Files["web/src/a.ts"]
	delete(w.inputs, file)
	if got := w.made(); got != "aover lib" || !strings.Contains(w.words.String(), "placing "+file+": it is not among the inputs of the request") {
		t.Errorf("it made %q and says %q", got, w.words)
	}
}

// Memory and tree are given back when nobody needs them, and at the end.
func TestWarmIdle(t *testing.T) {
	w := newWarm(t)
	w.Idle = time.Millisecond
	w.expect("aover lib", 1)
	for range 1000 {
		if entries, err := os.ReadDir(w.Scratch); err != nil || len(entries) == 0 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	w.Idle = 0
	w.expect("aover lib", 2)
	w.Close()
	left, err := os.ReadDir(w.Scratch)
	if err != nil || len(left) > 0 {
		t.Errorf("left %v, %v", left, err)
	}
}
