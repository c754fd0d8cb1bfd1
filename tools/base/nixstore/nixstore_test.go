package nixstore

import (
	"os"
	"path/filepath"
	"testing"
)

func TestKit(t *testing.T) {
	kit, cache := t.TempDir(), t.TempDir()
	supplies := filepath.Join(kit, "nix") + string(filepath.ListSeparator) + cache
	if t.Setenv("AKB_SUPPLIES", supplies); Kit() {
		t.Error("a binary cache is taken for a kit")
	}
	if err := os.WriteFile(filepath.Join(kit, "SHA256SUMS"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if !Kit() {
		t.Error("a kit is not seen")
	}
	if t.Setenv("AKB_SUPPLIES", ""); Kit() {
		t.Error("nothing is taken for a kit")
	}
}

// The paths are those that Nix 2.34 gave: `nix-store --add-fixed sha256`, and builtins.fetchGit.
func TestPaths(t *testing.T) {
	t.Setenv("NIX_STORE_DIR", "")
	for _, c := range []struct {
		path            func(name, sha string) string
		name, sha, want string
	}{
		{FilePath, "gp-a.zip", "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", "/nix/store/rh2aw6v9fvcja65pkpn30pdffjlzhf0k-gp-a.zip"},
		{TreePath, "authentik-source-x", "3b924373623331cb312216082a2b3ea12d6413bcb508defb0c94dec7dde7a70b", "/nix/store/cpj311h1xlp5zsfa98diq1kvfchxgjlz-authentik-source-x"},
	} {
		if got := c.path(c.name, c.sha); got != c.want {
			t.Errorf("%s is at %s, want %s", c.name, got, c.want)
		}
	}
	t.Setenv("NIX_STORE_DIR", "/elsewhere")
	if got := FilePath("gp-a.zip", "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"); got[:11] != "/elsewhere/" || got[11:43] == "rh2aw6v9fvcja65pkpn30pdffjlzhf0k" {
		t.Errorf("in a store elsewhere it is at %s", got)
	}
}
