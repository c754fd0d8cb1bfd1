# OpenAPI Generator: { version = "7.19.0"; } -> lib/openapi-generator-cli.jar, bin/openapi-generator-cli
{
  run,
  fetchMaven,
  jre,
  version,
}:
run {
  name = "openapi-generator-cli-${version}";
  src = fetchMaven "org.openapitools:openapi-generator-cli:${version}";
  inherit jre version;
  script = ./openapi-generator-cli.sh;
  passthru = { inherit version; };
  meta.description = "Generates API clients from OpenAPI documents";
}
