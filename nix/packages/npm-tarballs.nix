# The tarballs of npm packages as one folder: { packages }, a JSON list as `akbuild npm-fetch` writes it, each with its name,
# version, integrity and file name. One derivation a package, pinned by the lock's own hash.
{
  run,
  fetchNpmLocked,
  nodejs,
  packages,
}:
let
  fetched = builtins.filter (package: !(package ? tree)) (
    builtins.fromJSON (builtins.readFile packages)
  );
in
run {
  name = "npm-tarballs";
  tarballs = map (package: fetchNpmLocked nodejs package) fetched;
  names = map (package: package.file) fetched;
  script = ./npm-tarballs.sh;
}
