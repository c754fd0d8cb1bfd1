# The pins: one readable file per kind of registry, name and version to hashes. Fetchers look artifacts up here, so a
# package file names what it wants and never carries a hash.
let
  read = kind: builtins.fromJSON (builtins.readFile (../pins + "/${kind}.json"));
  lookup =
    kind: pins: name:
    pins.${name}
      or (throw "nix/pins/${kind}.json has no pin for '${name}': add one with './bazelw run //tools/cmd/akbuild -- pin ${kind} ${name}'");
in
{
  maven = lookup "maven" (read "maven");
  npm = lookup "npm" (read "npm");
  pypi = lookup "pypi" (read "pypi");
  go = lookup "go" (read "go");
  # Module sets are named by the sha256 of the go.sum that lists them.
  goModules = lookup "go-modules" (read "go-modules");
}
