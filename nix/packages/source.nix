# The source tree of an authentik release, as nix/releases/<version>.json pins it: { release = "2025.12.4"; }.
{
  fetchGithub,
  release,
}:
let
  pin = builtins.fromJSON (builtins.readFile (../releases + "/${release}.json"));
in
fetchGithub {
  name = "authentik-source-${release}";
  inherit (pin) owner repo rev;
  hash = pin.narHash;
}
// {
  inherit pin;
}
