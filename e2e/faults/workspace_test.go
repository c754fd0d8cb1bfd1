// Package faults breaks what a build relies on, a cache, a disk, a clock, the server itself, and looks at what comes out: the
// same bytes, or one sentence, and never something else. It has a small workspace with the settings of the real one.
package faults

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akbuild.internal/tools/testing/hidden"
	"akbuild.internal/tools/testing/ownbazel"
	"akbuild.internal/tools/testing/testenv"
)

// These tests run in no sandbox of Bazel; the user's files are kept from them all the same.
func TestMain(m *testing.M) { hidden.Main(m) }

// rule makes of its sources a file and a folder with an executable, whose bytes are a function of them alone.
const rule = `
def _part_impl(ctx):
    file = ctx.actions.declare_file(ctx.label.name + ".bin")
    folder = ctx.actions.declare_directory(ctx.label.name + ".d")
    ctx.actions.run(
        outputs = [file, folder],
        inputs = ctx.files.srcs + [ctx.file.script],
        executable = "/usr/bin/python3.13",
        arguments = ["-I", ctx.file.script.path, file.path, folder.path] + [f.path for f in ctx.files.srcs],
        mnemonic = "Part",
    )
    return [DefaultInfo(files = depset([file, folder]))]

part = rule(
    implementation = _part_impl,
    attrs = {
        "srcs": attr.label_list(allow_files = True),
        "script": attr.label(default = "//:part.py", allow_single_file = True),
    },
)
`

const script = `
import hashlib, os, sys

def read(path):
    if os.path.isdir(path):
        for name in sorted(os.listdir(path)):
            yield from read(os.path.join(path, name))
    else:
        yield path.encode()[-1:] + bytes([os.access(path, os.X_OK)])
        with open(path, "rb") as file:
            yield file.read()

state = hashlib.sha256()
for path in sys.argv[3:]:
    for piece in read(path):
        state.update(piece)

def grow(name, size):
    block, content = state.digest() + name.encode(), b""
    while len(content) < size:
        block = hashlib.sha256(block).digest()
        content += block
    return content

with open(sys.argv[1], "wb") as file:
    for turn in range(8):
        file.write(grow(str(turn), 20000))
        file.flush()
for number in range(12):
    path = os.path.join(sys.argv[2], "part%d" % number)
    with open(path, "wb") as file:
        file.write(grow(path[-5:], 3000))
    os.chmod(path, 0o755 if number % 2 else 0o644)
`

const build = `
load(":def.bzl", "part")

[part(name = "leaf%d" % i, srcs = ["source%d.txt" % i]) for i in range(4)]

part(name = "left", srcs = [":leaf0", ":leaf1"])

part(name = "right", srcs = [":leaf2", ":leaf3"])

part(name = "top", srcs = [":left", ":right"])
`

// actions is how many there are in the workspace.
const actions = 7

// newWorkspace makes the workspace, and a Bazel for it whose outputs lie below root.
func newWorkspace(t *testing.T, root string) *ownbazel.Workspace {
	t.Helper()
	from := os.Getenv("AKBUILD_CHECKOUT")
	if from == "" {
		testenv.Absent(t, "AKBUILD_CHECKOUT is not set: run it with ./bazelw test //e2e/faults:faults_test")
	}
	w := &ownbazel.Workspace{Dir: filepath.Join(t.TempDir(), "workspace"), Root: root}
	for _, part := range []string{"engine", "tools/registry"} {
		if err := os.CopyFS(filepath.Join(w.Dir, part), os.DirFS(filepath.Join(from, part))); err != nil {
			t.Fatal(err)
		}
	}
	settings, err := os.ReadFile(filepath.Join(from, ".bazelrc"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{
		// What names rules_go cannot be without it.
		".bazelrc":     strings.ReplaceAll(string(settings), "\nbuild --@rules_go", "\n# build --@rules_go"),
		"MODULE.bazel": "module(name = \"faults\")\n", "BUILD.bazel": build, "def.bzl": rule, "part.py": script,
	}
	for i := range 4 {
		files[fmt.Sprintf("source%d.txt", i)] = fmt.Sprintf("source %d\n", i)
	}
	for name, content := range files {
		write(t, filepath.Join(w.Dir, name), content)
	}
	t.Cleanup(func() { _, _ = w.Run(nil, "shutdown") })
	return w
}

func write(t *testing.T, file, content string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// made is the digest of all that the workspace has built.
func made(t *testing.T, w *ownbazel.Workspace) string {
	t.Helper()
	digest := ownbazel.Digest(t, filepath.Join(w.Dir, "bazel-bin"))
	if count := strings.Count(digest, "\n"); count != actions*13 {
		t.Errorf("%d files were built, not %d", count, actions*13)
	}
	return digest
}

// same fails if the workspace has built something else than what is wanted.
func same(t *testing.T, w *ownbazel.Workspace, want string) {
	t.Helper()
	if got := made(t, w); got != want {
		t.Errorf("other bytes came out:\n%s", ownbazel.Differences(got, want))
	}
}

// reference is what a build makes that nothing disturbs.
func reference(t *testing.T, w *ownbazel.Workspace) string {
	t.Helper()
	w.Must(t, nil, "build", "//:all")
	return made(t, w)
}
