# gazelle, which writes BUILD files for Go packages: the command of its Go module. v0.54.0, the version of the Bazel module,
# does not build as a Go command; v0.53.0 writes the same files.
{ call }:
call ./go-program.nix {
  name = "gazelle";
  source = builtins.path {
    path = ./gazelle;
    name = "gazelle-source";
  };
  goMod = ./gazelle/go.mod;
  goSum = ./gazelle/go.sum;
  main = "github.com/bazelbuild/bazel-gazelle/cmd/gazelle";
  warm = [ "github.com/bazelbuild/buildtools/build" ];
}
