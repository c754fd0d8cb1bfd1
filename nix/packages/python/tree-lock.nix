# The set of Python distributions that a source tree's own uv.lock pins, as akbuild python-lock makes it:
# { python, distributions, groups }. It is read while evaluating (import from derivation).
#
# src   the tree: a folder, of which only the lock and the projects are taken, or a package
{
  run,
  steps,
  python,
  src,
}:
let
  tree =
    if builtins.isPath src then
      builtins.path {
        path = src;
        name = "python-projects";
        filter =
          path: type:
          let
            inside = builtins.replaceStrings [ (toString src + "/") ] [ "" ] path;
          in
          builtins.match "uv\\.lock|pyproject\\.toml|packages|packages/[^/]*|packages/[^/]*/pyproject\\.toml" inside != null;
      }
    else
      src;
in
builtins.fromJSON (
  builtins.readFile (run {
    name = "python-lock.json";
    inherit tree;
    step = steps.pythonlock;
    inherit (python) pythonVersion;
    declared = ../../releases/python.json;
    script = ./tree-lock.sh;
  })
)
