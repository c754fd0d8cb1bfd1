# What nix/releases/clients.json says of a release, as the functions of the set that are named `releases`. What it does not
# have is an error that says what there is.
self:
let
  table = builtins.fromJSON (builtins.readFile ../releases/clients.json);
  underscore = builtins.replaceStrings [ "." ] [ "_" ];
  list = names: builtins.concatStringsSep ", " names;
in
rec {
  inherit table;

  # The release whose clients `client-go` and its like are: that of the schema which the sample is built with.
  default = table.defaultRelease;

  # of "2025.12.6" -> the release's entry of the table
  of =
    version:
    table.releases.${version} or (throw (
      "finding authentik ${version}: no release of that name is pinned, there are ${list (builtins.attrNames table.releases)}; "
      + "to generate from a schema of your own give it beside one of these: .override { schema = ./schema.yml; }"
    ));

  # schema "2025.12.6" -> the package with schema.yml and config.yaml
  schema = version: builtins.seq (of version) self.${"schema_" + underscore version};

  # generator "7.19.0" -> the package of that version of OpenAPI Generator
  generator =
    version:
    self.${"openapi-generator-cli_" + underscore version} or (throw (
      "finding OpenAPI Generator ${version}: that version is not pinned, there are ${list table.generators}; docs/pins.md says how to add one"
    ));
}
