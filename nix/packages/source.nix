# The source tree of an authentik release, as the record of its version in lines/ pins it: { release = "2025.12.4"; }.
{
  fetchGithub,
  lines,
  release,
}:
let
  pin = {
    owner = "goauthentik";
    repo = "authentik";
  } // lines.releases.${release};
in
fetchGithub {
  name = "authentik-source-${release}";
  inherit (pin) owner repo rev;
  hash = pin.narHash;
}
// {
  inherit pin;
}
