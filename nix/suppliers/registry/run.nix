# run { name, script, ... } -> derivation: bash runs the file `script` with the other attributes in its environment, in
# Nix's sandbox, with the engine's tools on PATH.
#
# script          file, run with `set -euo pipefail` after ./setup.sh
# engine          true when the output depends on the engine's compilers or libraries: its identity (the list of the
#                 root's packages) then becomes an input
# meta, passthru  as in nixpkgs: they do not reach the builder
{
  system,
  shell,
  path,
  identity,
}:
{
  name,
  script,
  engine ? false,
  meta ? { },
  passthru ? { },
  ...
}@arguments:
let
  builder = derivation (
    removeAttrs arguments [
      "engine"
      "meta"
      "passthru"
    ]
    // {
      inherit name system;
      builder = shell;
      args = [
        ./setup.sh
        script
      ];
      PATH = path;
      LC_ALL = "C.UTF-8";
      TZ = "UTC";
      SOURCE_DATE_EPOCH = "315532800";
      engineIdentity =
        if engine && identity != null && builtins.pathExists identity then builtins.hashFile "sha256" identity else "";
    }
  );
in
builder // passthru // { inherit meta; }
