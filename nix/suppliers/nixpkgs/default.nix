# The supplier with nixpkgs: toolchains come from a pinned nixpkgs and its binary cache; artifacts of package registries
# are fetched by the same clients as with the supplier "registry", taken from nixpkgs, and checked against the same pins.
{
  pins,
  # The nixpkgs to use in place of the pinned one: a function of { config, overlays }.
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
    config = { };
    overlays = [ ];
  };
  registry = import ../registry {
    inherit pins;
    shell = "${pkgs.bash}/bin/bash";
    path = builtins.concatStringsSep ":" (
      map (package: "${package}/bin") [
        pkgs.coreutils
        pkgs.findutils
        pkgs.gawk
        pkgs.gnugrep
        pkgs.gnused
        pkgs.gnutar
        pkgs.gzip
        pkgs.unzip
        pkgs.curl
        pkgs.go_1_25
        pkgs.maven
        pkgs.python313Packages.pip
      ]
    );
  };
in
registry
// {
  supplier = "nixpkgs";

  # What this supplier has in place of packages/*.nix.
  replace = {
    jre = pkgs.jdk25_headless;
    nodejs = pkgs.nodejs_24;
    postgresql = pkgs.postgresql_16;
    python = pkgs.python313;
    go = registry.run {
      name = "go-${pkgs.go_1_25.version}";
      goroot = "${pkgs.go_1_25}/share/go";
      script = ./go.sh;
      passthru.version = pkgs.go_1_25.version;
      meta.description = "Go SDK";
    };
  };
}
