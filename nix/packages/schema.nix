# authentik's OpenAPI schema of a release, as upstream publishes it beside its TypeScript client, together with what
# upstream generated that client from: { release = "2025.12.6"; } -> schema.yml, config.yaml, generator-version, published.tgz
# (the package as npm serves it, to compare with)
{
  run,
  fetchNpm,
  nodejs,
  release,
}:
run {
  name = "authentik-schema-${release}";
  src = fetchNpm nodejs "@goauthentik/api@${release}";
  script = ./schema.sh;
  passthru = { inherit release; };
  meta.description = "OpenAPI schema of authentik ${release}";
}
