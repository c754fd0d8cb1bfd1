# The Python environment of a release line: its locked distributions, with the forks that it wants and what must be built.
{
  call,
  pins,
  pythonBuildPackages,
  line ? null,
}:
let
  releases = builtins.fromJSON (builtins.readFile ../../releases/python.json);
  name = if line == null then releases.default else line;
  release =
    releases.lines.${name}
      or (throw "the release line ${name} has no Python pins: nix/releases/python.json knows ${builtins.concatStringsSep ", " (builtins.attrNames releases.lines)}");
  forks = removeAttrs (call ./forks.nix {
    inherit (release) forks;
    locked = (pins.python name).distributions;
  }) [ "override" ];
  fromSource = import ./from-source.nix { inherit pythonBuildPackages; };
in
call ./scope.nix {
  lock = name;
  settings = fromSource // forks;
}
