"""The macro source_client: a client of the chosen source."""

load(":by_line.bzl", "client_generator", "client_properties")
load(":openapi_client.bzl", "openapi_client")

def source_client(name, language):
    """Declares the client of the source that --//:source chooses, with the generator and options of its release line.

    Args:
      name: string; name of the target.
      language: string; the generator's name, go, typescript-fetch, python or rust.
    """
    known_as = {"typescript-fetch": "typescript"}.get(language, language)
    openapi_client(
        name = name,
        # Upstream's is the same in every release. The version in package.json is that of the schema.
        config = "@default_schema//:config.yaml" if known_as == "typescript" else None,
        generator = client_generator(known_as),
        language = language,
        properties = client_properties(known_as),
        schema = "//nix/source:schema",
        visibility = ["//visibility:public"],
    )
