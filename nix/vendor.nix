# The vendor folder of a Go module, for the repository rule of nix/private/source.bzl; see packages/go-vendor.nix.
{
  name,
  goMod,
  goSum,
  imports,
  clientModule,
}:
let
  set = import ./. { };
in
set.call ./packages/go-vendor.nix {
  inherit
    name
    goMod
    goSum
    imports
    clientModule
    ;
}
