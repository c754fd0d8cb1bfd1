# The pins: one readable file per kind of registry, name and version to hashes. Fetchers look artifacts up here, so a
# package file names what it wants and never carries a hash.
let
  lookup =
    kind: repair:
    let
      pins = builtins.fromJSON (builtins.readFile (../pins + "/${kind}.json"));
    in
    name:
    pins.${name} or (throw "nix/pins/${kind}.json has no pin for ${name}: ${repair}");
  add = "add it, docs/pins.md says how";
in
{
  maven = lookup "maven" add;
  npm = lookup "npm" add;
  pypi = lookup "pypi" add;
  go = lookup "go" add;
  crates = lookup "crates" "make it: ./bazelw exec -- tools/pin-crates NAME CARGO_TOML";
  # The lock of the build backend: { python, distributions }; `akbuild bump python` writes it.
  python = lock: builtins.fromJSON (builtins.readFile (../pins/python + "/${lock}.lock"));
}
