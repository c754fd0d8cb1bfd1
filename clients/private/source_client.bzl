"""The macro source_client: a client of the chosen source."""

load("@authentik_releases//:table.bzl", "DEFAULT_RELEASE", "GO_CONFIGS", "GO_PATCH", "RELEASES", "TYPESCRIPT_CONFIGS")
load(":openapi_client.bzl", "openapi_client")
load(":table.bzl", "underscored")

def source_client(name, language):
    """Declares the client of the source that --//:source chooses.

    Args:
      name: string; name of the target.
      language: string; the generator's name, go or typescript-fetch.

    Every source that can be chosen is of the 2025.12 line, whose Go configuration needs the patch, and of which the default
    release is the newest that is published.
    """
    if language == "go":
        openapi_client(
            name = name,
            language = language,
            properties = GO_CONFIGS["2025.12"] | GO_PATCH,
            schema = "//nix/source:schema",
            visibility = ["//visibility:public"],
        )
        return
    typescript = RELEASES[DEFAULT_RELEASE]["typescript"]
    openapi_client(
        name = name,
        # The version in package.json is that of the schema.
        config = "@schema_{}//:config.yaml".format(underscored(DEFAULT_RELEASE)),
        generator = "//clients/generators:" + typescript["generator"],
        language = language,
        properties = TYPESCRIPT_CONFIGS[typescript["config"]],
        schema = "//nix/source:schema",
        visibility = ["//visibility:public"],
    )
