# The package set: everything that this repository did not write, by name. See docs/design.md.
#
#   nix-build nix -A openapi-generator-cli
#   nix-build nix -A schema_2026_8_3
#   nix-build -E '(import ./nix { }).client-go.override { schema = ./my.yml; }'
#
# supplier   where the bytes come from: "registry" (package registries only, each through its own client) or "nixpkgs" (a
#            pinned nixpkgs and its binary cache). The attribute names are the same.
# nixpkgs    with the supplier "nixpkgs": a nixpkgs to use in place of the pinned one
# system     what to build for and on; a flake, which may not ask the machine, says it
# overlays   functions self: super: { ... } over the set, applied in order after those of nix/overlays.
# pythonLock  a lock of Python distributions that akbuild python-lock made (a file, or what it holds); null: that of the sample
# pythonDeviations  names of distributions for which nix/releases/python.json declares a deviation, to use it
# pythonDrop  files of distributions that are not installed, as distribution:path or distribution:folder/**
# pythonVersion  the Python that distributions are for; a line says which one it needs, and `authentik-django` looks there
# packageOverrides  self: super: { ... } over the Python distributions, as with nixpkgs' python3.override.
# config     accepted so that `import <nixpkgs> { config = {}; overlays = []; }`, which rules_nixpkgs evaluates, works; unused.
{
  supplier ? (
    let
      chosen = builtins.getEnv "AUTHENTIK_BUILD_SUPPLIER";
    in
    if chosen == "" then "registry" else chosen
  ),
  nixpkgs ? null,
  system ? builtins.currentSystem,
  overlays ? [ ],
  pythonLock ? null,
  pythonDeviations ? [ ],
  pythonDrop ? [ ],
  pythonVersion ? (builtins.fromJSON (builtins.readFile ./releases/pythons.json)).default,
  packageOverrides ? null,
  config ? { },
}:
let
  pins = import ./lib/pins.nix;
  suppliers = {
    registry = import ./suppliers/registry { inherit pins system; };
    nixpkgs = import ./suppliers/nixpkgs { inherit pins nixpkgs system; };
  };
  primitives =
    suppliers.${supplier}
      or (throw "the supplier '${supplier}' is unknown: use one of ${toString (builtins.attrNames suppliers)}");
in
import ./lib/scope.nix {
  base =
    self:
    primitives
    // import ./packages {
      inherit
        self
        pythonDeviations
        pythonDrop
        pythonVersion
        ;
      pythonLock =
        if builtins.isPath pythonLock || builtins.isString pythonLock then
          builtins.fromJSON (builtins.readFile pythonLock)
        else
          pythonLock;
    }
    // primitives.replace
    // primitives.replaceWith self;
  overlays =
    import ./overlays
    ++ overlays
    ++ (
      if packageOverrides == null then
        [ ]
      else
        [ (self: super: { pythonPackages = super.pythonPackages.overrideScope packageOverrides; }) ]
    );
}
