# authentik's Rust API client, the crate authentik-client, as a source tree with Cargo.toml. Options are upstream's.
#
# version, schema, properties   as of client-go
# generator                     the version of OpenAPI Generator
{
  call,
  releases,
  version ? releases.default,
  schema ? null,
  generator ? (releases.of version).go.generator,
  properties ? { },
}:
let
  client = call ./client.nix {
    language = "rust";
    release = version;
    inherit generator;
    schema = if schema == null then "${releases.schema version}/schema.yml" else schema;
    properties = releases.table.otherConfigs.rust // { packageVersion = version; } // properties;
  };
in
client
// {
  tests.import = call ./tests/rust-import.nix { inherit client; };
}
