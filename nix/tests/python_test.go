package nix_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestPythonOverrides(t *testing.T) {
	s := newPythonSet(t)
	if got := list(t, s.build(t)); len(got) != 2 || got["bellows"].Source != "registry wheel" {
		t.Fatalf("without a change the set has %v", got)
	}
	newer, tongs := s.wheel(t, "bellows", "2.1", "anvil"), s.wheel(t, "tongs", "3.0", "anvil")
	s.write(t, "nix/overlays/anvil.patch", "--- a/anvil.py\n+++ b/anvil.py\n@@ -1 +1 @@\n-strength = 1\n+strength = 2\n")
	s.write(t, "nix/overlays/default.nix", fmt.Sprintf(`[
	  (self: super: {
	    pythonPackages = super.pythonPackages.overrideScope (pself: psuper: {
	      anvil = psuper.anvil.override { patches = [ ./anvil.patch ]; };
	      bellows = psuper.bellows.override { version = "2.1"; file = "%s"; sha256 = "%s"; };
	      tongs = pself.distribution { pname = "tongs"; version = "3.0"; file = "%s"; sha256 = "%s"; requires = [ "anvil" ]; };
	    });
	  })
	]`, newer.File, newer.SHA256, tongs.File, tongs.SHA256))
	folder := s.build(t)
	got := list(t, folder)
	if d := got["bellows"]; d.Version != "2.1" {
		t.Errorf("the override gave %v", d)
	}
	if d := got["tongs"]; d.Version != "3.0" || d.Source != "registry wheel" {
		t.Errorf("the extra dependency gave %v", d)
	}
	if d := got["anvil"]; d.Source != "registry wheel, patched" {
		t.Errorf("the patch gave %v", d)
	}
	text := s.content(t, folder, got["anvil"].Wheel, "anvil.py")
	if text != "strength = 2\n" {
		t.Errorf("the patched file holds %q", text)
	}
	sum := sha256.Sum256([]byte(text))
	if record := s.content(t, folder, got["anvil"].Wheel, "anvil-1.0.dist-info/RECORD"); !strings.Contains(record, "anvil.py,sha256="+base64.RawURLEncoding.EncodeToString(sum[:])+",13") {
		t.Errorf("the RECORD of the patched wheel has %q", record)
	}
}

func TestPythonPackageOverridesArgument(t *testing.T) {
	s := newPythonSet(t)
	out := eval[string](t, s.nix, `(import ./nix {
	  supplier = "registry";
	  pythonLock = ./lock.json;
	  packageOverrides = self: super: { anvil = super.anvil.override { note = "ours"; }; };
	}).pythonPackages.anvil.note`)
	if out != "ours" {
		t.Errorf("the argument packageOverrides gave %q", out)
	}
}

func TestPythonPatchThatDoesNotApply(t *testing.T) {
	s := newPythonSet(t)
	s.write(t, "nix/overlays/anvil.patch", "--- a/anvil.py\n+++ b/anvil.py\n@@ -1 +1 @@\n-strength = 7\n+strength = 2\n")
	_, err := s.run("nix-build", "--no-out-link", "-E", `(import ./nix {
	  pythonLock = ./lock.json;
	  packageOverrides = self: super: { anvil = super.anvil.override { patches = [ ./nix/overlays/anvil.patch ]; }; };
	}).pythonPackages.anvil`)
	if err == nil || !strings.Contains(err.Error(), "the patch anvil.patch does not apply to anvil-1.0-py3-none-any.whl") {
		t.Error(err)
	}
}

func TestPythonWheelWithAFlippedByte(t *testing.T) {
	s := newPythonSet(t)
	file := filepath.Join(s.index, s.lock["anvil"].File)
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	content[bytes.Index(content, []byte("strength"))] ^= 1
	s.write(t, file, string(content))
	_, err = s.run(append([]string{"nix-build", "--no-out-link", "-A", "python-wheels"}, withLock...)...)
	if err == nil || !strings.Contains(err.Error(), "the Python index that pip is configured for did not give anvil 1.0 as its pin has it") ||
		!strings.Contains(err.Error(), s.lock["anvil"].SHA256) {
		t.Error(err)
	}
}

func TestPythonDistributionMissing(t *testing.T) {
	s := newPythonSet(t)
	delete(s.lock, "anvil")
	s.save(t)
	_, err := s.run(append([]string{"nix-instantiate", "-A", "python-wheels"}, withLock...)...)
	if err == nil || !strings.Contains(err.Error(), "the Python set has no distribution anvil, which bellows asks for: add it, docs/python.md says how") {
		t.Error(err)
	}
}

// One distribution is one derivation: a bump of one changes that one and the folder, and nothing of the build backend.
func TestPythonBumpRefetchesOneThing(t *testing.T) {
	s := newPythonSet(t)
	paths := func() map[string]string {
		return eval[map[string]string](t, s.nix, `
			let set = import ./nix { supplier = "registry"; pythonLock = ./lock.json; }; in {
			  anvil = set.pythonPackages.anvil.drvPath;
			  bellows = set.pythonPackages.bellows.drvPath;
			  wheels = set.python-wheels.drvPath;
			  backend = set.python-build-backend.drvPath;
			  python = set.python.drvPath;
			}`)
	}
	before := paths()
	s.lock["anvil"] = s.wheel(t, "anvil", "1.1")
	s.save(t)
	after := paths()
	for name, changes := range map[string]bool{"anvil": true, "bellows": false, "wheels": true, "backend": false, "python": false} {
		if (before[name] != after[name]) != changes {
			t.Errorf("%s: changed is %v, want %v", name, before[name] != after[name], changes)
		}
	}
}

// A git revision that a lock names is fetched where the supplier can; else it is the registry's version, which is said.
func TestPythonRevisions(t *testing.T) {
	s := newPythonSet(t)
	revise := func(hash string) {
		for _, name := range []string{"anvil", "bellows"} {
			p := s.lock[name]
			p.Git = &git{Owner: "smiths", Repo: name, Rev: "896722bab969fabc74a08b827da59409cf9f1a4e", Version: "1.1.dev0"}
			if name == "anvil" {
				p.Git.Hash = hash
			}
			s.lock[name] = p
		}
		s.save(t)
	}
	revise("sha256-YrEDEU3qtw/iyQM3CoB8wYx57zuPNXiJx6ZjrIwnCNU=")
	const expression = `
		let
		  fake = ` + fakeNixpkgs + `;
		  set = import ./nix { supplier = "SUPPLIER"; nixpkgs = fake; pythonLock = ./lock.json; };
		  of = name: { inherit (set.pythonPackages.${name}) version source standsFor note; meta = set.pythonPackages.${name}.meta.description; };
		in
		{ anvil = of "anvil"; bellows = of "bellows"; notes = set.python-wheels.notes; fetches = map (f: f.name) set.python-wheels.fetches; drv = set.pythonPackages.anvil.drvPath; }`
	type revision struct{ Version, Source, StandsFor, Note, Meta string }
	type answer struct {
		Anvil, Bellows revision
		Notes, Fetches []string
	}
	registry := eval[answer](t, s.nix, strings.ReplaceAll(expression, "SUPPLIER", "registry"))
	const told = "the lock asks for smiths/anvil at 896722bab969, version 1.1.dev0; the supplier registry reaches package registries alone, so it is the registry's version"
	if d := registry.Anvil; d.Version != "1.0" || d.Source != "registry wheel" || d.Note != told || !strings.Contains(d.Meta, told) {
		t.Errorf("the supplier registry has %+v", d)
	}
	if len(registry.Notes) != 2 || registry.Notes[0] != "anvil 1.0: "+told || !slices.Equal(registry.Fetches, []string{"anvil", "bellows"}) {
		t.Errorf("the supplier registry says %q and fetches %q", registry.Notes, registry.Fetches)
	}
	nixpkgs := eval[answer](t, s.nix, strings.ReplaceAll(expression, "SUPPLIER", "nixpkgs"))
	if d := nixpkgs.Anvil; d.Version != "1.1.dev0" || d.StandsFor != "1.0" || d.Source != "fork, built from source" || !slices.Equal(nixpkgs.Fetches, []string{"bellows"}) {
		t.Errorf("the supplier nixpkgs has %+v and fetches %q", d, nixpkgs.Fetches)
	}
	if d := nixpkgs.Bellows; d.Version != "2.0" || !strings.Contains(d.Note, "smiths/bellows") || !strings.Contains(d.Note, "its hash is not pinned, so it is the registry's version") {
		t.Errorf("without a hash the supplier nixpkgs has %+v", d)
	}
}

// nixpkgs' own scope gets the distributions of the set, those that a user overrides too.
func TestNixpkgsPythonHasTheSet(t *testing.T) {
	s := newPythonSet(t)
	got := eval[map[string]string](t, s.nix, `
		let
		  package = name: derivation { inherit name; system = builtins.currentSystem; builder = "/bin/sh"; };
		  fake = arguments: (`+fakeNixpkgs+`) arguments // {
		    autoPatchelfHook = package "autoPatchelfHook";
		    python313.override = given: package "python" // {
		      pythonVersion = "3.13";
		      pkgs = let scope = { buildPythonPackage = given: given; } // given.packageOverrides scope { }; in scope;
		    };
		  };
		  set = import ./nix {
		    supplier = "nixpkgs";
		    nixpkgs = fake;
		    pythonLock = ./lock.json;
		    packageOverrides = self: super: { tongs = self.distribution { pname = "tongs"; version = "9"; file = "tongs-9-py3-none-any.whl"; sha256 = "${builtins.hashString "sha256" ""}"; }; };
		  };
		  scope = set.python.pkgs;
		in
		{ bellows = scope.bellows.version; requires = (builtins.head scope.bellows.dependencies).pname; overridden = scope.tongs.version; src = scope.tongs.src.name; }`)
	for name, want := range map[string]string{"bellows": "2.0", "requires": "anvil", "overridden": "9", "src": "tongs-9-py3-none-any.whl"} {
		if got[name] != want {
			t.Errorf("%s is %q, want %q", name, got[name], want)
		}
	}
}
