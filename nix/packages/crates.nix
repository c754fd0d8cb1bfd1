# The crates of a list in nix/pins/crates.json as a folder, NAME-VERSION.crate each: { name = "client-rust"; }
{
  fetchDirectory,
  fetchCratesScript,
  pins,
  name,
}:
let
  pin = pins.crates name;
  crates = builtins.concatStringsSep "\n" (
    map (crate: "${crate} ${pin.crates.${crate}}") (builtins.attrNames pin.crates)
  );
in
fetchDirectory {
  name = "crates-${name}";
  inherit crates;
  inherit (pin) hash;
  script = fetchCratesScript;
}
// {
  # Lines "name@version sha256".
  list = crates + "\n";
}
