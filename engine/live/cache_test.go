package live

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What one checkout has built, another of the same machine takes from the shared cache; unless that is off, or the user's own
// settings name one.
func TestSecondCheckoutBuildsNothing(t *testing.T) {
	cache := temporary(t, "/var/tmp")
	first, second := newHost(t, cache), newHost(t, cache)
	if first.checkout == second.checkout || first.home == second.home {
		t.Fatal("there is one checkout")
	}
	if out := first.must(nil, "build", "//:tiny"); !strings.Contains(out, "1 linux-sandbox") {
		t.Errorf("the first checkout did not build:\n%s", out)
	}
	if out := second.must(nil, "build", "//:tiny"); !strings.Contains(out, "1 disk cache hit") || strings.Contains(out, "linux-sandbox") {
		t.Errorf("the second checkout built:\n%s", out)
	}
	content, err := os.ReadFile(filepath.Join(second.checkout, "bazel-bin", "tiny.txt"))
	if err != nil || string(content) != "built\n" {
		t.Errorf("in the second checkout tiny.txt is %q, %v", content, err)
	}
	second.must(nil, "clean")
	if out := second.must([]string{"AUTHENTIK_BUILD_DISK_CACHE=off"}, "build", "//:tiny"); !strings.Contains(out, "1 linux-sandbox") {
		t.Errorf("with the cache off nothing was built:\n%s", out)
	}
	own := filepath.Join(second.home, "own cache")
	file, err := os.OpenFile(filepath.Join(second.home, ".bazelrc"), os.O_APPEND|os.O_WRONLY, 0)
	if err == nil {
		_, err = file.WriteString("build \"--disk_cache=" + own + "\"\n")
		file.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	second.must(nil, "clean")
	if out := second.must(nil, "build", "//:tiny"); !strings.Contains(out, "1 linux-sandbox") {
		t.Errorf("with a cache of the user's own, an empty one, nothing was built:\n%s", out)
	}
	if _, err := os.Stat(filepath.Join(own, "cas")); err != nil {
		t.Errorf("the user's own cache was not used: %v", err)
	}
}

// The shared cache has an end, and what was used least recently goes: a checkout that took something from it must not need it
// there afterwards.
func TestCacheIsEmptied(t *testing.T) {
	cache := temporary(t, "/var/tmp")
	first, second := newHost(t, cache), newHost(t, cache)
	first.must(nil, "build", "//:user")
	if out := second.must(nil, "build", "//:user"); !strings.Contains(out, "2 disk cache hit") {
		t.Fatalf("the second checkout did not take all from the cache:\n%s", out)
	}
	if err := os.RemoveAll(filepath.Join(cache, "authentik-build", "disk-cache")); err != nil {
		t.Fatal(err)
	}
	second.edit("BUILD.bazel", func(text string) string { return strings.ReplaceAll(text, "cat $<", "cat $< $<") })
	second.must(nil, "build", "//:user")
	content, err := os.ReadFile(filepath.Join(second.checkout, "bazel-bin", "user.txt"))
	if err != nil || string(content) != "built\nbuilt\n" {
		t.Errorf("user.txt is %q, %v", content, err)
	}
}
