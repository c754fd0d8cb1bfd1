package nix_test

import (
	"slices"
	"strings"
	"testing"
)

// moduleLib stands in for what the module takes of nixpkgs' lib, which cannot be had everywhere: options are left as they are
// declared, and a condition decides at once. That NixOS itself takes the module is not shown by it.
const moduleLib = `{
  mkEnableOption = description: { inherit description; };
  mkIf = condition: value: if condition then value else { };
  mkOption = option: option;
  types.path = "path";
}`

// TestModule: the units of the module are those of nix/systemd, of the folder and the settings that it is given.
func TestModule(t *testing.T) {
	n := newNix(t, checkout(t))
	got := eval[map[string]string](t, n, `
		let
		  config.services.authentik = { enable = true; folder = "/opt/product"; environmentFile = "/run/secrets/authentik"; };
		  module = import ./nix/module.nix { inherit config; lib = `+moduleLib+`; };
		in
		builtins.mapAttrs (_: unit: unit.text) module.config.systemd.units`)
	for _, part := range []string{"server", "worker"} {
		text := got["authentik-"+part+".service"]
		for _, want := range []string{"ExecStart=/opt/product/bin/ak " + part + "\n", "EnvironmentFile=/run/secrets/authentik\n", "User=authentik\n", "NoNewPrivileges=true\n"} {
			if !strings.Contains(text, want) {
				t.Errorf("the unit of the %s lacks %q:\n%s", part, want, text)
			}
		}
		if strings.Contains(text, "/srv/") {
			t.Errorf("the unit of the %s names another folder:\n%s", part, text)
		}
	}
	off := eval[[]string](t, n, `
		builtins.attrNames (import ./nix/module.nix { config.services.authentik.enable = false; lib = `+moduleLib+`; }).config`)
	if len(off) != 0 {
		t.Errorf("what is not enabled sets %q", off)
	}
	undocumented := eval[[]string](t, n, `
		let options = (import ./nix/module.nix { config = { }; lib = `+moduleLib+`; }).options.services.authentik; in
		builtins.filter (name: (options.${name}.description or "") == "") (builtins.attrNames options)`)
	if len(undocumented) != 0 {
		t.Errorf("the options %q are not documented", undocumented)
	}
}

// TestOverlay: the overlay has the package set, made with the nixpkgs that it is laid over.
func TestOverlay(t *testing.T) {
	n := newNix(t, checkout(t))
	got := eval[[]string](t, n, `
		let final = (`+fakeNixpkgs+`) { config = { }; overlays = [ ]; }; in
		builtins.attrNames (import ./nix/overlay.nix final { }).authentik-source-build`)
	for _, name := range []string{"authentik-django", "client-go", "python"} {
		if !slices.Contains(got, name) {
			t.Errorf("the overlay has no %s", name)
		}
	}
}
