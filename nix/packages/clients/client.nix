# An API client as a tree: the step generate, with the arguments that the Bazel rule openapi_client gives it.
#
# language     the generator's name: go, typescript-fetch, python, rust
# release      the version of authentik, for the name of the package
# generator    the version of OpenAPI Generator
# schema       the OpenAPI document: a file of the user, or one in a package ("${package}/schema.yml")
# config       the generator's configuration file; "" for none
# properties   options over the configuration, by name
{
  run,
  steps,
  jre,
  releases,
  language,
  release,
  generator,
  schema,
  config ? "",
  properties ? { },
}:
let
  # A file of the user goes into the store by itself, under a name that is not its own: the tree does not depend on it.
  document =
    if builtins.isPath schema || !builtins.hasContext schema then
      if builtins.pathExists schema then
        builtins.path {
          path = schema;
          name = "schema.yml";
        }
      else
        throw "reading the schema ${toString schema}: there is no such file; give .override { schema = ./FILE; } a path that exists"
    else
      schema;
in
run {
  name = "authentik-client-${language}-${release}";
  inherit
    jre
    language
    config
    ;
  step = steps.generate;
  schema = document;
  generator = releases.generator generator;
  properties = builtins.concatStringsSep "\n" (
    map (name: "${name}=${properties.${name}}") (builtins.attrNames properties)
  );
  script = ./client.sh;
  # Java runs on the engine's C library.
  engine = true;
  passthru = {
    inherit release;
    version = release;
    generatorVersion = generator;
  };
  meta.description = "API client of authentik ${release}, ${language}";
}
