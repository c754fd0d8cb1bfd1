# nixpkgs' Python with the set's distributions in its own scope: what nixpkgs builds on it, or a user's shell
# (python313.withPackages), has the versions that authentik is pinned to.
#
# Each distribution of pythonPackages becomes a package of the same name, from the same wheel.
{
  pkgs,
  # The nixpkgs attribute of it.
  python,
  pythonPackages,
}:
let
  distributions = builtins.filter (name: pythonPackages.${name}.isDistribution or false) (
    builtins.attrNames pythonPackages
  );
  scoped = python.override {
    self = scoped;
    packageOverrides =
      self: super:
      builtins.listToAttrs (
        map (
          name:
          let
            distribution = pythonPackages.${name};
          in
          {
            inherit name;
            value = self.buildPythonPackage {
              inherit (distribution) pname version;
              format = "wheel";
              # Compiled wheels name the C library of no store.
              nativeBuildInputs = [ pkgs.autoPatchelfHook ];
              src = distribution;
              dependencies = map (required: self.${required}) distribution.requires;
            };
          }
        ) distributions
      );
  };
in
scoped
