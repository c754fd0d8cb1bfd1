"""The macro source_client: a client of the chosen source."""

load("@authentik_releases//:table.bzl", "GO_CONFIGS", "GO_PATCH")
load(":openapi_client.bzl", "openapi_client")

def source_client(name, language):
    """Declares the client of the source that --//:source chooses.

    Args:
      name: string; name of the target.
      language: string; the generator's name. Only go for now.

    Every source that can be chosen is of the 2025.12 line, whose Go configuration needs the patch.
    """
    openapi_client(
        name = name,
        language = language,
        properties = GO_CONFIGS["2025.12"] | GO_PATCH,
        schema = "//nix/source:schema",
        visibility = ["//visibility:public"],
    )
