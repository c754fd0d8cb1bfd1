# A Go program of a module in this repository, built with the pinned SDK from the modules of its go.sum, which
# ../pins/go/<module>.json tells Nix more of: { name, source, goMod, goSum, main, warm }
#
# name     of the program
# module   what the list of its module is called, and what is compiled beforehand: the same for all programs of a module
# files    what the source is made of, for who wants to know
# source   the tree with the Go files (no test is read)
# main     the package of the command, "./tools/cmd/akbuild"
# warm     import paths to compile beforehand: std packages and third-party ones
#
# The standard library and the third-party packages are compiled in a derivation of their own (go-build-cache.sh), so an
# edit of the program costs its own compilation alone.
{
  run,
  go,
  call,
  name,
  module ? name,
  files ? [ ],
  source,
  goMod,
  goSum,
  main,
  warm,
}:
let
  modules = call ./go-modules.nix {
    name = module;
    inherit goSum;
    list = ../pins/go + "/${module}.json";
    relist = "docs/pins.md says how to write it anew";
  };
  file =
    name: path:
    builtins.path {
      inherit path name;
    };
  common = {
    inherit go modules;
    goEnv = ./go-env.sh;
    goMod = file "go.mod" goMod;
    goSum = file "go.sum" goSum;
  };
  cache = run (
    common
    // {
      name = "go-build-cache-${module}";
      packages = warm;
      script = ./go-build-cache.sh;
    }
  );
in
run (
  common
  // {
    inherit
      name
      source
      main
      cache
      ;
    script = ./go-program.sh;
    passthru = { inherit modules cache files; };
  }
)
