# authentik's TypeScript API client, @goauthentik/api, as the npm package that is installed: package.json, src/, dist/
# (CommonJS) and dist/esm/. Its .src is the tree before compilation.
#
# version      the release whose generator and options are used and, unless `schema` is given, whose schema
# schema       an OpenAPI document in its place; the package then has the version that the document says
# generator    the version of OpenAPI Generator
# properties   further options of the generator, which win: { npmName = "@example/api"; }
{
  run,
  call,
  steps,
  nodejs,
  typescript,
  releases,
  version ? releases.default,
  schema ? null,
  generator ? (releases.of version).typescript.generator,
  properties ? { },
}:
let
  published = releases.schema version;
  src = call ./client.nix {
    language = "typescript-fetch";
    release = version;
    inherit generator;
    schema = if schema == null then "${published}/schema.yml" else schema;
    # Upstream's own, as the published package of the release has it.
    config = "${published}/config.yaml";
    properties =
      releases.table.typescriptConfigs.${(releases.of version).typescript.config}
      // (if schema == null then { npmVersion = version; } else { })
      // properties;
  };
  client = run {
    name = "authentik-client-ts-${version}";
    inherit nodejs typescript;
    step = steps.typescript;
    client = src;
    script = ./client-ts.sh;
    # Node runs on the engine's C library.
    engine = true;
    passthru = {
      inherit src version;
      inherit (src) release generatorVersion;
    };
    meta.description = "TypeScript API client of authentik ${version}, compiled";
  };
in
client
// {
  tests.import = call ./tests/ts-import.nix { inherit client; };
}
