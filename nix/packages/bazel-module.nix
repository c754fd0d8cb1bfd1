# A Bazel module that is distributed as a Go module: { module = "path@version"; } -> its source folder. The Go module
# cache drops exec bits; scripts get theirs back.
{
  run,
  fetchGoModule,
  module,
}:
run {
  name = "bazel-module-${baseNameOf (builtins.head (builtins.split "@" module))}";
  src = fetchGoModule module;
  script = ./bazel-module.sh;
}
