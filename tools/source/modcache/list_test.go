package modcache

import (
	"path/filepath"
	"testing"
)

// The index says what is in the store, so it goes where the store goes, whoever's home and cache folder are there.
func TestDefaultIndex(t *testing.T) {
	store, cache := t.TempDir(), t.TempDir()
	t.Setenv("XDG_CACHE_HOME", cache)
	for state, want := range map[string]string{
		filepath.Join(store, "nix"): filepath.Join(store, "authentik-build", "go-modules.json"),
		// A folder that nobody can make.
		"/proc/self/none/nix": filepath.Join(cache, "authentik-build", "go-modules.json"),
	} {
		t.Setenv("NIX_STATE_DIR", state)
		if got, err := DefaultIndex(); err != nil || got != want {
			t.Errorf("with the state in %s it is %q, %v; want %q", state, got, err, want)
		}
	}
}
