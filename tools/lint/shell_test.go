package lint

import (
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

// notChecked are findings that mean nothing in scripts which are sourced into one another under set -euo pipefail.
var notChecked = []string{
	"SC1090", "SC1091", // sourced files are checked themselves
	"SC2034", "SC2154", // variables come from Nix and from the sourcing script
	"SC2164", // set -e ends the script when cd fails
	"SC2329", // functions are called by the sourcing script, or by name
}

// scripts are shell scripts without an ending.
var scripts = []string{"bazelw", ".ci/nightly", ".ci/run", "bench/airgap", "tools/gazelle", "tools/list-go-modules", "tools/pin-crates", "tools/update-manifests"}

func TestShellcheck(t *testing.T) {
	shellcheck, err := exec.LookPath("shellcheck")
	if err != nil {
		t.Fatal("shellcheck is not on PATH: it is a package of the engine (engine/packages.txt)")
	}
	script := func(p string) bool {
		return !testdata(p) && !strings.HasPrefix(p, "sample/") && (path.Ext(p) == ".sh" || slices.Contains(scripts, p))
	}
	visit(t, script, func(p, file string, _ []byte) {
		out, err := exec.Command(shellcheck, "--shell=bash", "--exclude="+strings.Join(notChecked, ","), "--format=gcc", file).CombinedOutput()
		if err != nil {
			t.Errorf("%s:\n%s", p, strings.ReplaceAll(string(out), file, p))
		}
	})
}

func TestNixParses(t *testing.T) {
	parser, err := exec.LookPath("nix-instantiate")
	if err != nil {
		t.Fatal("nix-instantiate is not on PATH: it is a package of the engine (engine/packages.txt)")
	}
	visit(t, func(p string) bool { return path.Ext(p) == ".nix" }, func(p, file string, _ []byte) {
		out, err := exec.Command(parser, "--parse", "--store", "dummy://", file).CombinedOutput()
		if err != nil {
			t.Errorf("%s does not parse:\n%s", p, out)
		}
	})
}
