# The PEP 517 backend that builds the in-tree packages: hatchling with all it needs, ready for PYTHONPATH. It is made from a
# lock of its own, so a change of a runtime dependency is no change of it.
{ run, call, pythonBuildPackages, python }:
run {
  name = "python-build-backend";
  wheels = call ./wheels.nix {
    name = "hatchling-wheels";
    scope = pythonBuildPackages;
    roots = [ "hatchling" ];
  };
  inherit python;
  inherit (python) pythonVersion;
  script = ./build-backend.sh;
  passthru.version = pythonBuildPackages.hatchling.version;
  meta.description = "hatchling, ready for PYTHONPATH";
}
