# akbuild, the tool that does what a build step does; Bazel builds the same sources with rules_go.
{ call }:
let
  root = ../..;
  # Only what the program is made of, so that an edit elsewhere in tools/ (tests, the engine) rebuilds nothing.
  wanted =
    path: type:
    let
      name = baseNameOf path;
    in
    if type == "directory" then
      !(builtins.elem name [
        "testdata"
        "testing"
        "engine"
        "registry"
        "rules_nixpkgs_core"
      ])
    else
      builtins.match ".*\\.(go|cjs|py|sh)" name != null && builtins.match ".*_test\\.go" name == null;
in
call ./go-program.nix {
  name = "akbuild";
  source = builtins.path {
    path = root;
    name = "akbuild-source";
    filter =
      path: type:
      path == toString root
      || (path == toString (root + "/tools") || builtins.match "${toString root}/tools/.*" path != null) && wanted path type;
  };
  goMod = root + "/go.mod";
  goSum = root + "/go.sum";
  main = "./tools/cmd/akbuild";
  # All that it imports of others, so that an edit of it compiles its own packages only.
  warm = [
    "deps.dev/util/pypi"
    "github.com/BurntSushi/toml"
    "github.com/oasdiff/oasdiff/checker"
    "github.com/oasdiff/oasdiff/flatten/allof"
    "github.com/oasdiff/oasdiff/load"
    "github.com/spf13/cobra"
    "go.yaml.in/yaml/v3"
    "golang.org/x/mod/modfile"
    "golang.org/x/sync/errgroup"
    "go/format"
    "encoding/json"
    "os/exec"
  ];
}
