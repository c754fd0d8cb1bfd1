# authentik's Django core as an installed tree: build steps, with the arguments that the Bazel rules of backend/ give it.
#
#   nix-build nix -A authentik-django                # bin/ak, bin/python, site/, lifecycle/, blueprints/, ...
#   nix-build nix -A authentik-django.relocatable    # can be moved; the bytes of //backend:authentik
#
# src              the source tree: a folder, or a package such as source_2025_12_4
# pythonPackages   the scope of third-party distributions: pythonPackages.overrideScope (self: super: { ... }); null: those that
#                  the source's own uv.lock pins (pythonPackagesOf src)
# line             the release line that it is built by: lines.of "2025.12". Without it that of the source's version
# substitutions    what is replaced in the source, a list as lines/ has them
# relocatable      whether the files find the tree from their own place, so that it can be moved. Otherwise they name the
#                  tree's store path, and the third-party distributions are a link to theirs.
{
  run,
  call,
  steps,
  lines,
  withPython,
  pythonPackages,
  src ? ../../../sample,
  line ? lines.ofTree src,
  substitutions ? line.file "substitutions.yaml",
  relocatable ? false,
}:
let
  set = withPython line.python;
  inherit (set) python;
  distributions = if pythonPackages == null then set.pythonPackagesOf src else pythonPackages;
  # What a checkout has beside the source is no input: neither what tools leave behind, nor the parts that the core is not
  # made of.
  source =
    if builtins.isPath src then
      builtins.path {
        path = src;
        name = "authentik-source";
        filter =
          path: _:
          !(builtins.elem (baseNameOf path) [
            ".git"
            ".mypy_cache"
            ".pytest_cache"
            ".ruff_cache"
            "__pycache__"
            "node_modules"
            "website"
          ]);
      }
    else
      src;
  thirdParty = set.call ./python-site.nix {
    name = "authentik-python-site";
    inherit (line) drop;
    wheels = set.call ../python/wheels.nix {
      name = "python-wheels";
      scope = distributions;
    };
  };
  django = run {
    name = "authentik-django" + (if relocatable then "-relocatable" else "");
    leftOut = line.leftOut or [ ];
    inherit
      python
      thirdParty
      source
      substitutions
      ;
    inherit (steps)
      bundle
      site
      substitute
      tree
      wheel
      ;
    buildBackend = set.python-build-backend;
    inherit (python) pythonVersion;
    relocatable = if relocatable then "1" else "";
    script = ./authentik-django.sh;
    passthru = {
      inherit thirdParty;
      pythonPackages = distributions;
      src = source;
    };
    meta.description = "authentik's Django core, installed";
  };
in
django
// {
  # The same, to be moved anywhere.
  relocatable = call ./authentik-django.nix {
    inherit
      pythonPackages
      src
      line
      substitutions
      ;
    relocatable = true;
  };
  tests = {
    import = call ./tests/import.nix { inherit django; };
    check = call ./tests/check.nix { inherit django; };
  };
}
