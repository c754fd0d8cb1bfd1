{
  description = "authentik from source: its API clients and what they are built with, as Nix packages";

  # The nixpkgs of nix/suppliers/nixpkgs/pin.json; //nix/tests compares the two.
  inputs.nixpkgs = {
    type = "github";
    owner = "NixOS";
    repo = "nixpkgs";
    rev = "8fd9daa3db09ced9700431c5b7ad0e8ba199b575";
    narHash = "sha256-Ti+ZBvW6yrWWAg2szExVTwCd4qOJ3KlVr1tFHfyfi8Q=";
  };

  outputs =
    { self, nixpkgs }:
    let
      # The only one that the pins have a Node.js and a TypeScript compiler for.
      systems = [ "x86_64-linux" ];
      each =
        make:
        builtins.listToAttrs (
          map (system: {
            name = system;
            value = make (
              import ./nix {
                inherit system;
                supplier = "nixpkgs";
                nixpkgs = import nixpkgs;
              }
            );
          }) systems
        );
      packages =
        set:
        builtins.listToAttrs (
          builtins.concatMap (
            name:
            let
              value = set.${name};
            in
            # A look at these reads the sample's uv.lock, for which akbuild is built.
            if builtins.elem name [ "pythonLock" "pythonPackages" ] then
              [ ]
            else if builtins.isAttrs value && value.type or "" == "derivation" then [ { inherit name value; } ] else [ ]
          ) (builtins.attrNames set)
        );
      ours = builtins.filter (name: builtins.match "client-.*|apiGoVendorHook" name != null);
      tests =
        set:
        builtins.listToAttrs (
          builtins.concatMap (
            name:
            map (test: {
              name = "${name}-${test}";
              value = set.${name}.tests.${test};
            }) (builtins.attrNames (set.${name}.tests or { }))
          ) (ours (builtins.attrNames set))
        );
    in
    {
      # nix build .#client-go
      packages = each (set: packages set // { default = set.akbuild; });

      # The whole set, for .override and .overrideScope.
      legacyPackages = each (set: set);

      # nix flake check
      checks = each tests;
    };
}
