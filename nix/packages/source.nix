# The source tree of an authentik release, as nix/releases/<version>.json pins it: { release = "2025.12.4"; }. Its
# .vendor is the tree's third-party Go modules as `go mod vendor` puts them, pinned by a hash that knows nothing of the
# generated client.
{
  fetchGithub,
  fetchDirectory,
  fetchGoVendorScript,
  go,
  release,
}:
let
  pin = builtins.fromJSON (builtins.readFile (../releases + "/${release}.json"));
  source = fetchGithub {
    name = "authentik-source-${release}";
    inherit (pin) owner repo rev;
    hash = pin.narHash;
  };
in
source
// {
  vendor = fetchDirectory {
    name = "go-vendor-${release}";
    inherit go source;
    hash = pin.goVendorHash;
    script = fetchGoVendorScript;
  };
  inherit pin;
}
