# BuildGrid, a server of the Remote Execution API, with all it needs, from a lock of its own: ./bazelw run //tools/cache:reapi
{ run, call, pins, python }:
let
  scope = call ./scope.nix { inherit (pins.python "buildgrid") distributions; };
in
run {
  name = "buildgrid-${scope.buildgrid.version}";
  wheels = call ./wheels.nix {
    name = "buildgrid-wheels";
    inherit scope;
    roots = [ "buildgrid" ];
  };
  inherit python;
  inherit (python) pythonVersion;
  script = ./buildgrid.sh;
  passthru = { inherit (scope.buildgrid) version; };
  meta.description = "BuildGrid, a server of the Remote Execution API";
}
