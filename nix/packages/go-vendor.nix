# A vendor folder for a Go module that has none: { name, goMod, goSum, list, imports }: imports is a file with an import
# path a line (`akbuild imports`), list what `akbuild modules` says of goSum. In it the API client is a stub, so nothing here depends on the generated client: the overlay
# puts that in its place later. clientModule = "" for a module that does not require the client.
{
  run,
  go,
  steps,
  call,
  name,
  goMod,
  goSum,
  list,
  imports,
  clientModule ? "goauthentik.io/api/v3",
}:
let
  file =
    name: path:
    builtins.path {
      inherit path name;
    };
in
run {
  name = "go-vendor-${name}";
  inherit go clientModule;
  step = steps.vendortree;
  goMod = file "go.mod" goMod;
  goSum = file "go.sum" goSum;
  imports = file "imports.txt" imports;
  modules = call ./go-modules.nix { inherit name goSum list; };
  script = ./go-vendor.sh;
}
