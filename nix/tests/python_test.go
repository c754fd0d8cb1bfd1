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
	"strings"
	"testing"
)

// pin is an entry of a lock in nix/pins/python.
type pin struct {
	Version  string   `json:"version"`
	File     string   `json:"file"`
	SHA256   string   `json:"sha256"`
	Requires []string `json:"requires"`
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

// save makes the lock the one of the default release line, which wants no fork.
func (s *pythonSet) save(t *testing.T) {
	t.Helper()
	content, err := json.Marshal(map[string]any{"python": "3.13", "distributions": s.lock})
	if err != nil {
		t.Fatal(err)
	}
	s.write(t, "nix/pins/python/2025.12.lock", string(content))
	s.write(t, "nix/releases/python.json", `{"default": "2025.12", "lines": {"2025.12": {"forks": {}}}}`)
}

// build builds python-wheels with both front ends, which must give the same, and returns the folder on this machine. The
// second expression is what the repository rule of rules_nixpkgs evaluates.
func (s *pythonSet) build(t *testing.T) string {
	t.Helper()
	var outs []string
	for _, arguments := range [][]string{
		{"nix", "-A", "python-wheels"},
		{"-I", "nixpkgs=" + filepath.Join(s.dir, "nix", "default.nix"), "-E", "import <nixpkgs> { config = {}; overlays = []; }", "-A", "python-wheels"},
	} {
		out, err := s.run(append([]string{"nix-build", "--no-out-link"}, arguments...)...)
		if err != nil {
			t.Fatal(err)
		}
		outs = append(outs, out)
	}
	if outs[0] != outs[1] {
		t.Errorf("nix-build gives %s, the repository rule %s", outs[0], outs[1])
	}
	return s.store + outs[0]
}

type distribution struct{ Name, Version, Wheel, Source, Note string }

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
	_, err = s.run("nix-build", "--no-out-link", "nix", "-A", "python-wheels")
	if err == nil || !strings.Contains(err.Error(), "the Python index that pip is configured for did not give anvil 1.0 as its pin has it") ||
		!strings.Contains(err.Error(), s.lock["anvil"].SHA256) {
		t.Error(err)
	}
}

func TestPythonDistributionMissing(t *testing.T) {
	s := newPythonSet(t)
	delete(s.lock, "anvil")
	s.save(t)
	_, err := s.run("nix-instantiate", "nix", "-A", "python-wheels")
	if err == nil || !strings.Contains(err.Error(), "the Python set has no distribution anvil, which bellows asks for: add it, docs/python.md says how") {
		t.Error(err)
	}
}

// One distribution is one derivation: a bump of one changes that one and the folder, and nothing of the build backend.
func TestPythonBumpRefetchesOneThing(t *testing.T) {
	s := newPythonSet(t)
	paths := func() map[string]string {
		return eval[map[string]string](t, s.nix, `
			let set = import ./nix { supplier = "registry"; }; in {
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

// Which forks a release line wants is a setting; a supplier of registries alone says that it has another version.
func TestPythonForks(t *testing.T) {
	n := newNix(t, checkout(t))
	const expression = `
		let
		  package = name: derivation { inherit name; system = builtins.currentSystem; builder = "/bin/sh"; };
		  fake = _: builtins.listToAttrs (map (name: { inherit name; value = package name; })
		      [ "bash" "coreutils" "diffutils" "findutils" "gawk" "gnugrep" "gnused" "gnutar" "gzip" "unzip" "curl" "go_1_25" "cargo" "rustc" "maven" "gnupatch" ])
		    // { python313Packages.pip = package "pip"; stdenv.cc = package "cc"; krb5.dev = package "krb5"; libpq.pg_config = package "libpq";
		      python313 = package "python" // { pythonVersion = "3.13"; override = _: package "python" // { pythonVersion = "3.13"; }; }; };
		  set = import ./nix { supplier = "SUPPLIER"; nixpkgs = fake; };
		  of = name: { inherit (set.pythonPackages.${name}) version source standsFor note; meta = set.pythonPackages.${name}.meta.description; };
		in
		{ drf = of "djangorestframework"; oci = of "opencontainers"; notes = set.python-wheels.notes; drv = set.pythonPackages.djangorestframework.drvPath; }`
	type fork struct{ Version, Source, StandsFor, Note, Meta string }
	type answer struct {
		DRF, OCI fork
		Notes    []string
	}
	registry := eval[answer](t, n, strings.ReplaceAll(expression, "SUPPLIER", "registry"))
	const told = "this release line asks for authentik-community/django-rest-framework at 896722bab969, version 3.16.0; the supplier registry reaches package registries alone, so it is the registry's version"
	if d := registry.DRF; d.Version != "3.16.1" || d.Source != "registry wheel" || d.Note != told || !strings.Contains(d.Meta, told) {
		t.Errorf("the supplier registry has %+v", d)
	}
	if len(registry.Notes) != 2 || registry.Notes[0] != "djangorestframework 3.16.1: "+told || !strings.Contains(registry.OCI.Note, "vsoch/oci-python") {
		t.Errorf("the supplier registry says %q", registry.Notes)
	}
	nixpkgs := eval[answer](t, n, strings.ReplaceAll(expression, "SUPPLIER", "nixpkgs"))
	if d := nixpkgs.DRF; d.Version != "3.16.0" || d.StandsFor != "3.16.1" || d.Source != "fork, built from source" {
		t.Errorf("the supplier nixpkgs has %+v", d)
	}
	file := filepath.Join(n.dir, "nix", "releases", "python.json")
	content, err := os.ReadFile(file)
	if err == nil {
		err = os.WriteFile(file, bytes.ReplaceAll(content, []byte(`"use": true`), []byte(`"use": false`)), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	if off := eval[answer](t, n, strings.ReplaceAll(expression, "SUPPLIER", "nixpkgs")); off.DRF.Version != "3.16.1" || off.DRF.Note != "" || len(off.Notes) != 0 {
		t.Errorf("with the setting off there is %+v", off)
	}
}

// nixpkgs' own scope gets the distributions of the set, those that a user overrides too.
func TestNixpkgsPythonHasTheSet(t *testing.T) {
	n := newNix(t, checkout(t))
	got := eval[map[string]string](t, n, `
		let
		  package = name: derivation { inherit name; system = builtins.currentSystem; builder = "/bin/sh"; };
		  fake = _: builtins.listToAttrs (map (name: { inherit name; value = package name; })
		      [ "bash" "coreutils" "diffutils" "findutils" "gawk" "gnugrep" "gnused" "gnutar" "gzip" "unzip" "curl" "go_1_25" "cargo" "rustc" "maven" "gnupatch" "autoPatchelfHook" ])
		    // { python313Packages.pip = package "pip"; stdenv.cc = package "cc"; krb5.dev = package "krb5"; libpq.pg_config = package "libpq";
		      python313 = package "python" // { override = arguments: package "python" // {
		        pythonVersion = "3.13";
		        pkgs = let scope = { buildPythonPackage = given: given; } // arguments.packageOverrides scope { }; in scope;
		      }; }; };
		  set = import ./nix {
		    supplier = "nixpkgs";
		    nixpkgs = fake;
		    packageOverrides = self: super: { zxcvbn = super.zxcvbn.override { version = "9"; file = "zxcvbn-9-py3-none-any.whl"; }; };
		  };
		  scope = set.python.pkgs;
		in
		{ django = scope.django.version; requires = (builtins.head scope.django.dependencies).pname; overridden = scope.zxcvbn.version; src = scope.zxcvbn.src.name; }`)
	for name, want := range map[string]string{"django": "5.2.11", "requires": "asgiref", "overridden": "9", "src": "zxcvbn-9-py3-none-any.whl"} {
		if got[name] != want {
			t.Errorf("%s is %q, want %q", name, got[name], want)
		}
	}
}
