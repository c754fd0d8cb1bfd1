# The modules that a go.sum names, as a file-system Go module proxy. Its pin is found by the sha256 of the go.sum, so it
# depends on that file alone: { name = "sample"; goSum = ./go.sum; }
{
  fetchDirectory,
  pins,
  go,
  name,
  goSum,
  except ? "goauthentik.io/api/v3",
  goModulesScript,
}:
fetchDirectory {
  name = "go-modules-${name}";
  inherit go except;
  goSum = builtins.path {
    path = goSum;
    name = "go.sum";
  };
  hash = pins.goModules (builtins.hashFile "sha256" goSum);
  script = goModulesScript;
}
