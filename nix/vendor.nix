# The vendor folder of a Go module, for the repository rule of nix/private/source.bzl: files by absolute paths; see
# packages/go-vendor.nix.
{
  name,
  goMod,
  goSum,
  list,
  imports,
  clientModule,
  # The Go of the source's release line; empty for the set's own.
  goVersion,
}:
let
  set = import ./. { };
in
set.call ./packages/go-vendor.nix {
  inherit
    name
    goMod
    goSum
    list
    imports
    clientModule
    ;
  go =
    if goVersion == "" then set.go else set."go_${builtins.replaceStrings [ "." ] [ "_" ] goVersion}";
}
