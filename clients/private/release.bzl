"""The macro release_clients: the clients of one release, as the table nix/releases/clients.json has it."""

load("@authentik_releases//:table.bzl", "GO_CONFIGS", "GO_PATCH", "RELEASES")
load(":openapi_client.bzl", "openapi_client")

def underscored(version):
    """A version as it stands in names of repositories and targets: 7.19.0 -> 7_19_0."""
    return version.replace(".", "_")

def release_clients(version):
    """Declares the clients of a release.

    Args:
      version: string; a key of the table, such as 2025.12.6. The package that calls is named after it.

    Targets: `go_src` is the Go client as a server of that release must be built with; where that release's own
    configuration lacks `disallowAdditionalPropertiesIfNotPresent: false`, `go_src_upstream` is the one without it, as
    upstream published it.
    """
    if version not in RELEASES:
        fail("release {} is not in nix/releases/clients.json, which has {}".format(version, ", ".join(sorted(RELEASES))))
    release = RELEASES[version]
    schema = "@schema_{}//:schema.yml".format(underscored(version))
    config = GO_CONFIGS[release["go"]["config"]]
    for name, patch in [("go_src", GO_PATCH), ("go_src_upstream", {})]:
        openapi_client(
            name = name,
            generator = "//clients/generators:{}".format(release["go"]["generator"]),
            language = "go",
            properties = config | (patch if release["go"]["patch"] else {}),
            schema = schema,
            visibility = ["//visibility:public"],
        )
