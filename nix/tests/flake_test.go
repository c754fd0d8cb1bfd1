package nix_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// fakeNixpkgs has a derivation in the place of each package that the supplier nixpkgs takes.
const fakeNixpkgs = `
{ config, overlays, system ? builtins.currentSystem }:
let
  package = name: derivation { inherit name system; builder = "/bin/sh"; } // { version = "1.25.5"; };
  names = [ "bash" "coreutils" "diffutils" "findutils" "gawk" "gnugrep" "gnupatch" "gnused" "gnutar" "gzip" "unzip" "curl" "go_1_25" "go_1_26" "cargo" "rustc" "maven" "chromium" "jdk25_headless" "nodejs_20" "nodejs_24" "postgresql_16" ];
in
builtins.listToAttrs (map (name: { inherit name; value = package name; }) names)
// {
  python313Packages.pip = package "pip";
  stdenv.cc = package "cc";
  krb5.dev = package "krb5";
  libpq.pg_config = package "libpq";
  python313.override = _: package "python" // { pythonVersion = "3.13"; };
  python313.outPath = "/python";
  python314.override = _: package "python" // { pythonVersion = "3.14"; };
  python314.outPath = "/python";
}`

// flake is a Nix that evaluates flakes in a store of its own, and the folder of a flake in the place of nixpkgs.
func flake(t *testing.T) (n *nix, fake string) {
	t.Helper()
	fake = t.TempDir()
	for name, content := range map[string]string{"default.nix": fakeNixpkgs, "flake.nix": "{ outputs = { self }: { }; }"} {
		if err := os.WriteFile(filepath.Join(fake, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	n = newNix(t, checkout(t))
	n.options = []string{"--extra-experimental-features", "nix-command flakes"}
	return n, fake
}

// fromLock are the packages whose evaluation builds akbuild, which reads the sample's uv.lock.
const fromLock = `[ "authentik-django" "python-site" "python-test-wheels" "python-wheels" "pythonLock" "pythonPackages" ]`

// The flake's packages are those of nix/default.nix: the same derivations, found without asking the machine anything.
func TestFlakeHasThePackages(t *testing.T) {
	n, fake := flake(t)
	out, err := n.run("nix", "eval", "--json", "--no-write-lock-file", "--override-input", "nixpkgs", "path:"+fake,
		"path:"+n.dir+"#packages.x86_64-linux", "--apply", "set: builtins.mapAttrs (_: p: p.drvPath) (removeAttrs set "+fromLock+")")
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]string
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if got["default"] != got["akbuild"] {
		t.Errorf("the default is %s, want akbuild %s", got["default"], got["akbuild"])
	}
	delete(got, "default")
	want := eval[map[string]string](t, n, `
		let
		  set = import ./nix { supplier = "nixpkgs"; nixpkgs = import `+fake+`; };
		  isPackage = name: builtins.isAttrs set.${name} && set.${name} ? drvPath;
		in
		builtins.listToAttrs (map (name: { inherit name; value = set.${name}.drvPath; }) (builtins.filter isPackage (builtins.attrNames (removeAttrs set `+fromLock+`))))`)
	if !maps.Equal(got, want) {
		t.Errorf("the flake has %v\nwant %v", got, want)
	}
	for _, name := range []string{"client-go", "client-ts", "apiGoVendorHook", "openapi-generator-cli_7_22_0", "schema_2026_8_3"} {
		if got[name] == "" {
			t.Errorf("the flake has no package %s", name)
		}
	}
}

// The tests of the packages are the flake's checks.
func TestFlakeChecks(t *testing.T) {
	n, fake := flake(t)
	out, err := n.run("nix", "eval", "--json", "--no-write-lock-file", "--override-input", "nixpkgs", "path:"+fake,
		"path:"+n.dir+"#checks.x86_64-linux", "--apply", "builtins.mapAttrs (_: p: p.type)")
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]string
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"client-go-import", "client-ts-import", "apiGoVendorHook-empty"} {
		if got[name] != "derivation" {
			t.Errorf("there is no check %s among %q", name, slices.Sorted(maps.Keys(got)))
		}
	}
}

// The flake's nixpkgs is the pinned one.
func TestFlakePin(t *testing.T) {
	n := newNix(t, checkout(t))
	same := eval[bool](t, n, `
		let
		  input = (import ./flake.nix).inputs.nixpkgs;
		  pin = builtins.fromJSON (builtins.readFile ./nix/suppliers/nixpkgs/pin.json);
		in
		input.rev == pin.rev && input.narHash == pin.narHash`)
	if !same {
		t.Error("flake.nix names another nixpkgs than nix/suppliers/nixpkgs/pin.json: write rev and narHash of that file into it")
	}
}
