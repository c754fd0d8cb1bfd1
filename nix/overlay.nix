# An overlay of nixpkgs: pkgs.authentik-source-build is the package set, made with these nixpkgs.
final: _: {
  authentik-source-build = import ./. {
    supplier = "nixpkgs";
    nixpkgs = _: final;
  };
}
