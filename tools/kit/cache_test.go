package kit

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A second machine neither downloads nor builds what is in the cache, if it was signed by whom it trusts.
func TestCache(t *testing.T) {
	dir, cache, key := t.TempDir(), filepath.Join(t.TempDir(), "a cache"), filepath.Join(t.TempDir(), "team")
	w := newWorld(t, dir, "")
	w.must("authentik_sample_site", "go_server")
	fill := func() string {
		var said bytes.Buffer
		if err := FillCache(t.Context(), Checkout{OutputBase: w.base(), Source: "sample"}, cache, key, &said); err != nil {
			t.Fatal(err)
		}
		return said.String()
	}
	said := fill()
	found := regexp.MustCompile(`AUTHENTIK_BUILD_NIX_CACHE=(.*) AUTHENTIK_BUILD_NIX_KEY=(team:\S+)\n$`).FindStringSubmatch(said)
	if found == nil || found[1] != cache {
		t.Fatalf("it says %q", said)
	}
	public := found[2]
	if again := fill(); again != said {
		t.Errorf("with the key that it made it says %q, and %q before", again, said)
	}
	for _, test := range []struct {
		name, key, script string
		builds            bool
	}{
		{"trusted", public, offline, false},
		// What was downloaded needs nobody's word, and what was built of it is built again.
		{"another key", "team:" + strings.Repeat("A", 43) + "=", offline, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t, dir, cache, test.key)
			for _, attribute := range []string{"site", "server"} {
				said, err := w.nixBuild(test.script, attribute, "authentik_sample_"+attribute)
				if err != nil {
					t.Fatal(err, said)
				}
				if builds := strings.Contains(said, "\nbuilding '"); builds != test.builds {
					t.Errorf("%s: that it builds is %v: %s", attribute, builds, said)
				}
			}
		})
	}
}

// Collecting garbage takes nothing that a later build needs, by the settings of the engine: neither what was built nor what
// another build of the same things would have to download.
func TestGarbage(t *testing.T) {
	dir := t.TempDir()
	w := newWorld(t, dir, "")
	conf, err := os.ReadFile(filepath.Join(checkout(t), "engine", "nix.conf"))
	if err != nil {
		t.Fatal(err)
	}
	kept := regexp.MustCompile(`(?m)^keep-.*\n`).FindAll(conf, -1)
	own, err := os.ReadFile(filepath.Join(dir, "conf", "nix.conf"))
	if err != nil {
		t.Fatal(err)
	}
	own = regexp.MustCompile(`(?m)^keep-.*\n`).ReplaceAll(own, nil)
	w.write("conf/nix.conf", string(own)+string(bytes.Join(kept, nil)))
	w.must("authentik_sample_site", "go_server", "authentik_sample_other")
	if err := os.RemoveAll(filepath.Join(w.base(), "nix-roots", "+authentik+authentik_sample_other")); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("nix-collect-garbage").CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
	if err := w.build(offline, "other", "authentik_sample_other"); err == nil {
		t.Error("what nobody needs was not collected, so that the rest was not proves nothing")
	}
	for _, attribute := range []string{"site", "server"} {
		if said, err := w.nixBuild(offline, attribute, "again_"+attribute); err != nil || strings.Contains(said, "\nbuilding '") {
			t.Errorf("%s is made anew: %v %s", attribute, err, said)
		}
	}
	// An edit of what is made of the downloads.
	if err := w.build(offline, "edited", "authentik_sample_edited"); err != nil {
		t.Error(err)
	}
}
