# authentik's Go API client, goauthentik.io/api/v3: one Go package, at the top of the tree.
#
# version      the release whose generator and options are used and, unless `schema` is given, whose schema
# schema       an OpenAPI document in its place: .override { schema = ./my.yml; }
# generator    the version of OpenAPI Generator
# patch        whether the client tolerates properties that the schema does not name. Upstream's own client does from
#              2026.2 on; false is the client as upstream published it (docs/releases.md).
# properties   further options of the generator, which win: { enumClassPrefix = "false"; }
{
  call,
  releases,
  version ? releases.default,
  schema ? null,
  generator ? (releases.of version).go.generator,
  patch ? true,
  properties ? { },
}:
let
  entry = (releases.of version).go;
  client = call ./client.nix {
    language = "go";
    release = version;
    inherit generator;
    schema = if schema == null then "${releases.schema version}/schema.yml" else schema;
    properties =
      releases.table.goConfigs.${entry.config}
      // (if patch && entry.patch then releases.table.goPatch else { })
      // properties;
  };
in
client
// {
  tests.import = call ./tests/go-import.nix { inherit client; };
}
