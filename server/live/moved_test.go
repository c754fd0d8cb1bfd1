package live

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"akbuild.internal/tools/base/tree"
)

// TestNothingElse: authentik is imported from the tree, with nothing else on the path and no variable set.
func TestNothingElse(t *testing.T) {
	apart(t, builtTree(t))
}

// apart imports authentik far from the tree and sees where things come from.
func apart(t *testing.T, r installed) {
	t.Helper()
	cmd := r.command(t, "/", nil, "python", "-c", `
import authentik, json, sys
print(json.dumps([authentik.__file__, sys.prefix, *filter(None, sys.path)]))`)
	cmd.Env = []string{}
	var places []string
	if err := json.Unmarshal([]byte(output(t, cmd)), &places); err != nil {
		t.Fatal(err)
	}
	if len(places) < 4 {
		t.Errorf("the interpreter's path is %q", places)
	}
	for _, place := range places {
		if place != string(r) && !strings.HasPrefix(place, string(r)+"/") {
			t.Errorf("%s does not lie in the tree %s", place, r)
		}
	}
}

// TestMoved: a copy of the tree, elsewhere and below a hidden folder with a space in its name, works as the one that was built does:
// a blueprint is found and applied, the icon is inlined, the media folder written to. What most of the bytes are, third-party
// distributions, is linked.
func TestMoved(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	r := installed(filepath.Join(dir, ".another place"))
	if err := os.MkdirAll(filepath.Join(string(r), "site"), 0o755); err != nil {
		t.Fatal(err)
	}
	from, third := string(builtTree(t)), filepath.Join("site", "third-party")
	parts, err := filepath.Glob(filepath.Join(from, "*"))
	if err != nil || len(parts) < 5 {
		t.Fatalf("the tree has %q, %v", parts, err)
	}
	parts = slices.DeleteFunc(parts, func(part string) bool { return filepath.Base(part) == "site" })
	for to, some := range map[string][]string{"": parts, "site": {filepath.Join(from, "site", "in-tree")}} {
		cp := exec.CommandContext(t.Context(), "/bin/cp", append(append([]string{"-aL"}, some...), filepath.Join(string(r), to))...)
		if out, err := cp.CombinedOutput(); err != nil {
			t.Fatalf("copying the tree: %v: %s", err, out)
		}
	}
	if err := os.Symlink(filepath.Join(from, third), filepath.Join(string(r), third)); err != nil {
		t.Fatal(err)
	}
	apart(t, r)
	suite{tests: []string{
		"tests.test_server.TestServer.test_login",
		"tests.test_server.TestServer.test_icon",
		"tests.test_server.TestServer.test_media",
	}}.run(t, r)
}

// TestNothingLeadsBack: no file of the tree knows where it was built, or where the packages lay that it is made of.
func TestNothingLeadsBack(t *testing.T) {
	files, err := tree.List(string(builtTree(t)), tree.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file.Path)
		if err != nil {
			t.Fatal(err)
		}
		for _, place := range []string{"/nix/store/", "/execroot/", "bazel-out/"} {
			// The Go server calls the generated files that it was compiled from by a path like that, in stack traces.
			if bytes.Contains(content, []byte(place)) && (file.Rel != "bin/authentik" || place != "bazel-out/") {
				t.Errorf("%s holds %s", file.Rel, place)
			}
		}
	}
	if len(files) < 10_000 {
		t.Errorf("only %d files were looked at", len(files))
	}
}
