# The supplier with nixpkgs: toolchains come from a pinned nixpkgs and its binary cache; artifacts of package registries
# are fetched by the same clients as with the supplier "registry", taken from nixpkgs, and checked against the same pins.
{
  pins,
  system,
  # The nixpkgs to use in place of the pinned one: a function of { system, config, overlays }.
  nixpkgs ? null,
}:
let
  pin = builtins.fromJSON (builtins.readFile ./pin.json);
  pinned = import (
    builtins.fetchTarball {
      url = "https://github.com/NixOS/nixpkgs/archive/${pin.rev}.tar.gz";
      sha256 = pin.narHash;
    }
  );
  pkgs = (if nixpkgs == null then pinned else nixpkgs) {
    inherit system;
    config = { };
    overlays = [ ];
  };
  registry = import ../registry {
    inherit pins system;
    identity = null;
    shell = "${pkgs.bash}/bin/bash";
    path = builtins.concatStringsSep ":" (
      map (package: "${package}/bin") [
        pkgs.coreutils
        pkgs.diffutils
        pkgs.findutils
        pkgs.gawk
        pkgs.gnugrep
        pkgs.gnused
        pkgs.gnutar
        pkgs.gzip
        pkgs.unzip
        pkgs.curl
        pkgs.go_1_25
        pkgs.cargo
        pkgs.rustc
        pkgs.maven
        pkgs.python313Packages.pip
        # What gssapi, psycopg-c and forks are built with.
        pkgs.python313
        pkgs.python314
        pkgs.gnupatch
        pkgs.stdenv.cc
        pkgs.krb5.dev
        pkgs.libpq.pg_config
      ]
    );
  };
  goSdk =
    go:
    registry.run {
      name = "go-${go.version}";
      goroot = "${go}/share/go";
      script = ./go.sh;
      passthru = { inherit (go) version; };
      meta.description = "Go SDK";
    };
in
registry
// {
  supplier = "nixpkgs";
  fetchForks = true;

  # What this supplier has in place of packages/*.nix: a function of the set, and what is not.
  replaceWith = self: {
    python_3_13 = import ./python.nix {
      python = pkgs.python313;
      inherit pkgs;
      inherit (self) pythonPackages;
    };
    python_3_14 = import ./python.nix {
      python = pkgs.python314;
      inherit pkgs;
      inherit (self) pythonPackages;
    };
  };
  replace = {
    chromium = pkgs.chromium;
    # Programs of nixpkgs want their store paths, which an image would have to have, too.
    image-root = registry.run {
      name = "image-root";
      script = builtins.toFile "image-root.sh" ''
        echo "the supplier nixpkgs has no image-root: build images with the supplier registry" >&2
        exit 1
      '';
    };
    jre = pkgs.jdk25_headless;
    nodejs = pkgs.nodejs_24;
    nodejs_20 = pkgs.nodejs_20;
    postgresql = pkgs.postgresql_16;
    go_1_25 = goSdk pkgs.go_1_25;
    go_1_26 = goSdk pkgs.go_1_26;
  };
}
