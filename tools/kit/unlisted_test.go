package kit

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What is built of other things than those that repositories fetch is seen before anything is fetched.
func TestUnlisted(t *testing.T) {
	w := newWorld(t, t.TempDir(), "")
	w.must("authentik_sample_web")
	c := Checkout{OutputBase: w.base(), Source: "sample"}
	for attribute, want := range map[string][]string{
		"web":    nil,
		"refers": nil,
		"site":   {"gssapi-1.9.0.tar.gz", "six-1.17.0-py3-none-any.whl"},
		"server": {"cli.jar", "m.mod", "m.zip", "sdk.zip"},
	} {
		t.Run(attribute, func(t *testing.T) {
			cmd := exec.Command("nix-instantiate", filepath.Join(w.dir, "product.nix"), "-A", attribute, "--argstr", "script", online)
			derivations, err := cmd.Output()
			if err != nil {
				t.Fatal(err)
			}
			got, err := c.Unlisted(t.Context(), strings.Fields(string(derivations)))
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("it says %q, %v, want %q", got, err, want)
			}
		})
	}
}

// A kit of a store that lost something would lack it, too.
func TestInventoryOfABrokenStore(t *testing.T) {
	w := newWorld(t, t.TempDir(), "")
	w.must("authentik_sample_web", "go_server")
	links, err := filepath.Glob(filepath.Join(w.base(), "nix-roots", "*web", "web"))
	if err != nil || len(links) != 1 {
		t.Fatal(links, err)
	}
	w.shell(`target=$(readlink "$1"); chmod u+w "$target"; rm -f "$target"`, links[0])
	_, err = Inventory(t.Context(), Checkout{OutputBase: w.base(), Source: "sample"})
	if err == nil || !strings.HasSuffix(err.Error(), ", which the repository authentik_sample_web is made of, is gone from the Nix store; have it again: ./bazelw doctor --repair") {
		t.Errorf("the error is %v", err)
	}
}
