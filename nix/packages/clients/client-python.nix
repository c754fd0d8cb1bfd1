# authentik's Python API client, the package authentik_client, as a source tree with pyproject.toml. Options are upstream's.
#
# version, schema, properties   as of client-go
# generator                     the version of OpenAPI Generator; upstream says nowhere which one it used for this language
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
    language = "python";
    release = version;
    inherit generator;
    schema = if schema == null then "${releases.schema version}/schema.yml" else schema;
    properties = releases.table.otherConfigs.python // { packageVersion = version; } // properties;
  };
in
client
// {
  tests.import = call ./tests/python-import.nix { inherit client; };
}
