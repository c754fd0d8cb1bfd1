# authentik's API client in a language that has one set of options for every release, upstream's own: otherConfigs of
# nix/releases/clients.json. A source tree.
#
# language                      the generator's name, a key of otherConfigs
# importTest                    the derivation of .tests.import, a function of { client; }
# version, schema, properties   as of client-go
# generator                     the version of OpenAPI Generator; upstream says nowhere which one it used for this language
{
  call,
  releases,
  language,
  importTest,
  version ? releases.default,
  schema ? null,
  generator ? (releases.of version).go.generator,
  properties ? { },
}:
let
  client = call ./client.nix {
    inherit language generator;
    release = version;
    schema = if schema == null then "${releases.schema version}/schema.yml" else schema;
    properties =
      releases.table.otherConfigs.${language} // { packageVersion = version; } // properties;
  };
in
client
// {
  tests.import = call importTest { inherit client; };
}
