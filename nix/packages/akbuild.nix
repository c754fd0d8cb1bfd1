# akbuild, or one of the programs of tools/steps: what a build step does. Bazel builds the same sources with rules_go. Each is
# made of the files of the packages that it imports (../lib/go-files.nix).
{
  call,
  name ? "akbuild",
  main ? "tools/cmd/akbuild",
}:
let
  root = ../..;
  parts = import ../lib/go-files.nix {
    inherit root main name;
    module = "akbuild.internal";
  };
in
call ./go-program.nix {
  inherit name;
  inherit (parts) source files;
  module = "akbuild";
  goMod = root + "/go.mod";
  goSum = root + "/go.sum";
  main = "./${main}";
  # All that they import of others, so that an edit of it compiles its own packages only.
  warm = [
    "deps.dev/util/pypi"
    "github.com/BurntSushi/toml"
    "github.com/CycloneDX/cyclonedx-go"
    "github.com/google/go-containerregistry/pkg/v1/layout"
    "github.com/google/go-containerregistry/pkg/v1/mutate"
    "github.com/google/go-containerregistry/pkg/v1/validate"
    "github.com/klauspost/compress/zstd"
    "github.com/oasdiff/oasdiff/checker"
    "github.com/oasdiff/oasdiff/flatten/allof"
    "github.com/oasdiff/oasdiff/load"
    "github.com/spf13/cobra"
    "github.com/spdx/tools-golang/json"
    "go.yaml.in/yaml/v3"
    "golang.org/x/mod/modfile"
    "golang.org/x/sync/errgroup"
    "go/format"
    "encoding/json"
    "os/exec"
  ];
}
