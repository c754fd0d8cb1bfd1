"""The macro release_clients: the clients of one release, as the table nix/releases/clients.json has it."""

load("@authentik_releases//:table.bzl", "GO_CONFIGS", "GO_PATCH", "RELEASES")
load(":openapi_client.bzl", "openapi_client")

def underscored(version):
    """A version as it stands in names of repositories: 7.19.0 -> 7_19_0."""
    return version.replace(".", "_")

def release_clients(name):
    """Declares the clients of a release.

    Targets: `go_src` is the Go client as a server of that release must be built with; `go_src_upstream` the one with
    upstream's own configuration, which is what upstream published. They are the same where that configuration has
    `disallowAdditionalPropertiesIfNotPresent: false` already. `go_src.manifest`, a file beside the BUILD file, holds the
    hashes of the latter.

    Args:
      name: string; the version, a key of the table, such as 2025.12.6. The package that calls is named after it.
    """
    version = name
    if version not in RELEASES:
        fail("release {} is not in nix/releases/clients.json, which has {}".format(version, ", ".join(sorted(RELEASES))))
    release = RELEASES[version]
    schema = "@schema_{}//:schema.yml".format(underscored(version))
    config = GO_CONFIGS[release["go"]["config"]]
    openapi_client(
        name = "go_src_upstream",
        generator = "//clients/generators:" + release["go"]["generator"],
        language = "go",
        properties = config,
        schema = schema,
        visibility = ["//visibility:public"],
    )
    if release["go"]["patch"]:
        openapi_client(
            name = "go_src",
            generator = "//clients/generators:" + release["go"]["generator"],
            language = "go",
            properties = config | GO_PATCH,
            schema = schema,
            visibility = ["//visibility:public"],
        )
    else:
        native.alias(
            name = "go_src",
            actual = ":go_src_upstream",
            visibility = ["//visibility:public"],
        )
    native.filegroup(
        name = "go_manifest",
        srcs = [":go_src_upstream"],
        output_group = "manifest",
        visibility = ["//clients/releases:__pkg__"],
    )
    native.exports_files(
        native.glob(["go_src.manifest"], allow_empty = True),
        visibility = ["//clients/releases:__pkg__"],
    )
