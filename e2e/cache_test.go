package e2e

import (
	"path/filepath"
	"slices"
	"testing"
)

// own are actions whose outputs do not travel: a machine has the interpreter, which is copied, in its Nix store.
var own = []string{"PythonHome //server:authentik"}

// second builds the product as another user in another checkout, who reads the cache that was filled: nothing runs.
func second(t *testing.T, url, want string) {
	t.Helper()
	w := newWorkspace(t)
	defer func() { _, _ = w.bazel(nil, "shutdown") }()
	w.must([]string{"USER=other", "LANG=de_DE.UTF-8"}, "build", product, "--config=cache", "--remote_cache="+url, "--execution_log_json_file="+w.log)
	if got := digest(t, filepath.Join(w.dir, "bazel-bin", "server", "authentik")); got != want {
		t.Errorf("what came from the cache is another product:\n%s", differences(got, want))
	}
	hits := 0
	for _, action := range w.spawns(t) {
		switch name := action.Mnemonic + " " + action.TargetLabel; {
		case action.CacheHit:
			hits++
		case !slices.Contains(own, name):
			t.Errorf("%s ran (%s) instead of coming from the cache", name, action.Runner)
		}
	}
	if hits < 100 {
		t.Errorf("%d actions came from the cache", hits)
	}
	t.Logf("%d actions came from the cache", hits)
}
