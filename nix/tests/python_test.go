package nix_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// pin is an entry of a set that akbuild python-lock makes.
type pin struct {
	Version   string     `json:"version"`
	File      string     `json:"file"`
	SHA256    string     `json:"sha256"`
	Requires  []string   `json:"requires"`
	Git       *git       `json:"git,omitempty"`
	Deviation *deviation `json:"deviation,omitempty"`
}

type git struct {
	Owner   string `json:"owner"`
	Repo    string `json:"repo"`
	Rev     string `json:"rev"`
	Hash    string `json:"hash,omitempty"`
	Version string `json:"version"`
}

type deviation struct {
	Version string `json:"version"`
	File    string `json:"file"`
	SHA256  string `json:"sha256"`
	Reason  string `json:"reason"`
}

// pythonSet is a checkout whose environment is the two small wheels of an index of its own.
type pythonSet struct {
	*nix
	index string
	lock  map[string]pin
}

func newPythonSet(t *testing.T) *pythonSet {
	t.Helper()
	index := t.TempDir()
	s := &pythonSet{nix: newNix(t, checkout(t)), index: index, lock: map[string]pin{}}
	s.lock["anvil"] = s.wheel(t, "anvil", "1.0")
	s.lock["bellows"] = s.wheel(t, "bellows", "2.0", "anvil")
	s.save(t)
	pip := filepath.Join(index, "pip.conf")
	s.write(t, pip, "[global]\nno-index = true\nfind-links = "+index+"\n")
	s.environ = append(s.environ, "PIP_CONFIG_FILE="+pip)
	s.options = []string{"--option", "extra-sandbox-paths", index}
	return s
}

// wheel puts a wheel into the index and returns its pin.
func (s *pythonSet) wheel(t *testing.T, name, version string, requires ...string) pin {
	t.Helper()
	var content bytes.Buffer
	archive := zip.NewWriter(&content)
	info := fmt.Sprintf("%s-%s.dist-info/", name, version)
	for _, file := range []struct{ name, text string }{
		{name + ".py", "strength = 1\n"},
		{info + "METADATA", fmt.Sprintf("Metadata-Version: 2.1\nName: %s\nVersion: %s\n", name, version)},
		{info + "WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"},
		{info + "RECORD", ""},
	} {
		w, err := archive.CreateHeader(&zip.FileHeader{Name: file.name, Method: zip.Store})
		if err == nil {
			_, err = io.WriteString(w, file.text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(content.Bytes())
	p := pin{Version: version, File: fmt.Sprintf("%s-%s-py3-none-any.whl", name, version), SHA256: hex.EncodeToString(sum[:]), Requires: requires}
	if p.Requires == nil {
		p.Requires = []string{}
	}
	s.write(t, filepath.Join(s.index, p.File), content.String())
	return p
}

func (s *pythonSet) write(t *testing.T, file, content string) {
	t.Helper()
	if !filepath.IsAbs(file) {
		file = filepath.Join(s.dir, file)
	}
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// save writes the set.
func (s *pythonSet) save(t *testing.T) {
	t.Helper()
	content, err := json.Marshal(map[string]any{"python": "3.13", "distributions": s.lock, "groups": map[string]any{"dev": map[string]pin{}}})
	if err != nil {
		t.Fatal(err)
	}
	s.write(t, "lock.json", string(content))
}

// withLock are the arguments that make nix/ take the set.
var withLock = []string{"nix", "--arg", "pythonLock", "./lock.json"}

// build builds python-wheels and returns the folder on this machine.
func (s *pythonSet) build(t *testing.T, arguments ...string) string {
	t.Helper()
	out, err := s.run(slices.Concat([]string{"nix-build", "--no-out-link"}, withLock, []string{"-A", "python-wheels"}, arguments)...)
	if err != nil {
		t.Fatal(err)
	}
	return s.store + out
}

type distribution struct{ Name, Version, Wheel, Source, Note, StandsFor string }

func list(t *testing.T, folder string) map[string]distribution {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(folder, "distributions.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all []distribution
	if err := json.Unmarshal(content, &all); err != nil {
		t.Fatal(err)
	}
	found := map[string]distribution{}
	for _, d := range all {
		found[d.Name] = d
	}
	return found
}

// content reads a file of a wheel. The folder's links lead into the store, which is below a folder of its own here.
func (s *pythonSet) content(t *testing.T, folder, wheel, file string) string {
	t.Helper()
	target, err := os.Readlink(filepath.Join(folder, "wheels", wheel))
	if err != nil {
		t.Fatal(err)
	}
	archive, err := zip.OpenReader(s.store + target)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	f, err := archive.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

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
		  package = name: derivation { inherit name; system = builtins.currentSystem; builder = "/bin/sh"; };
		  fake = _: builtins.listToAttrs (map (name: { inherit name; value = package name; })
		      [ "bash" "coreutils" "diffutils" "findutils" "gawk" "gnugrep" "gnused" "gnutar" "gzip" "unzip" "curl" "go_1_25" "cargo" "rustc" "maven" "gnupatch" ])
		    // { python314 = package "python"; python313Packages.pip = package "pip"; stdenv.cc = package "cc"; krb5.dev = package "krb5"; libpq.pg_config = package "libpq";
		      python313 = package "python" // { pythonVersion = "3.13"; override = _: package "python" // { pythonVersion = "3.13"; }; }; };
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
		  fake = _: builtins.listToAttrs (map (name: { inherit name; value = package name; })
		      [ "bash" "coreutils" "diffutils" "findutils" "gawk" "gnugrep" "gnused" "gnutar" "gzip" "unzip" "curl" "go_1_25" "cargo" "rustc" "maven" "gnupatch" "autoPatchelfHook" ])
		    // { python314 = package "python"; python313Packages.pip = package "pip"; stdenv.cc = package "cc"; krb5.dev = package "krb5"; libpq.pg_config = package "libpq";
		      python313 = package "python" // { override = arguments: package "python" // {
		        pythonVersion = "3.13";
		        pkgs = let scope = { buildPythonPackage = given: given; } // arguments.packageOverrides scope { }; in scope;
		      }; }; };
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
