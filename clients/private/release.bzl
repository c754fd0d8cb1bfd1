"""The macro release_clients: the clients of one release, as the table nix/releases/clients.json has it."""

load("@authentik_releases//:table.bzl", "GENERATORS", "GO_CONFIGS", "GO_PATCH", "OTHER_CONFIGS", "RELEASES", "TYPESCRIPT_CONFIGS")
load("@nix_packages//:labels.bzl", "schema")
load(":openapi_client.bzl", "openapi_client")
load(":table.bzl", "find_release")
load(":typescript_package.bzl", "typescript_package")

def release_clients(name):
    """Declares the clients of a release.

    Targets: `go_src` is the Go client as a server of that release must be built with; `go_src_upstream` the one with
    upstream's own configuration, which is what upstream published. They are the same where that configuration has
    `disallowAdditionalPropertiesIfNotPresent: false` already. `go_src.manifest`, a file beside the BUILD file, holds the
    hashes of the latter. `ts_src` is the TypeScript client, `ts_api` the npm package compiled from it, `ts_tarball` the same as npm installs it. `python_src` and `rust_src` are the clients in these languages.

    Args:
      name: string; the version, a key of the table, such as 2025.12.6. The package that calls is named after it.
    """
    version = name
    release, problem = find_release(version, RELEASES, GENERATORS, {"go": GO_CONFIGS, "typescript": TYPESCRIPT_CONFIGS})
    if problem:
        fail(problem)
    _go_clients(release, schema(version))
    _typescript_clients(version, release["typescript"])
    for language, properties in OTHER_CONFIGS.items():
        openapi_client(
            name = language + "_src",
            generator = "//clients/generators:" + release["go"]["generator"],
            language = language,
            properties = properties | {"packageVersion": version},
            schema = schema(version),
            # Upstream publishes them by another generator; who wants one names it.
            tags = ["manual"],
            visibility = ["//visibility:public"],
        )

def _go_clients(release, document):
    config = GO_CONFIGS[release["go"]["config"]]
    openapi_client(
        name = "go_src_upstream",
        generator = "//clients/generators:" + release["go"]["generator"],
        language = "go",
        properties = config,
        schema = document,
        visibility = ["//visibility:public"],
    )
    if release["go"]["patch"]:
        openapi_client(
            name = "go_src",
            generator = "//clients/generators:" + release["go"]["generator"],
            language = "go",
            properties = config | GO_PATCH,
            schema = document,
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

def _typescript_clients(version, typescript):
    openapi_client(
        name = "ts_src",
        config = schema(version, "config.yaml"),
        generator = "//clients/generators:" + typescript["generator"],
        language = "typescript-fetch",
        properties = TYPESCRIPT_CONFIGS[typescript["config"]] | {"npmVersion": version},
        schema = schema(version),
        visibility = ["//visibility:public"],
    )
    native.filegroup(
        name = "ts_manifest",
        srcs = [":ts_src"],
        output_group = "manifest",
        visibility = ["//clients/releases:__pkg__"],
    )
    typescript_package(
        name = "ts_api",
        client = ":ts_src",
        # A minute of two cores for every release; who wants one names it.
        tags = ["manual"],
        visibility = ["//visibility:public"],
    )
    native.filegroup(
        name = "ts_api_manifest",
        srcs = [":ts_api"],
        output_group = "manifest",
        tags = ["manual"],
        visibility = ["//clients/releases:__pkg__"],
    )
    native.filegroup(
        name = "ts_tarball",
        srcs = [":ts_api"],
        output_group = "tarball",
        tags = ["manual"],
        visibility = ["//visibility:public"],
    )
