"""Module extensions of this repository: what Bazel learns before it builds."""

load("//nix/private:checkout.bzl", "checkout_repository")
load("//nix/private:engine.bzl", "engine_repository")
load("//nix/private:npm_packages.bzl", "npm_packages_repository")
load("//nix/private:python_source.bzl", "python_source_repository")
load("//nix/private:python_wheels.bzl", "python_wheels_repository")
load("//nix/private:releases.bzl", "releases_repository")
load("//nix/private:source.bzl", "go_vendor_repository", "source_repository")
load("//nix/private:web_source.bzl", "web_source_repository")
load("//nix/private:whole_source.bzl", "whole_source_repository")

def _authentik_impl(module_ctx):
    engine_repository(name = "engine")
    checkout_repository(name = "checkout_files")
    releases_repository(
        name = "authentik_releases",
        table = "//nix:releases/clients.json",
    )
    for module in module_ctx.modules:
        for tag in module.tags.go_modules:
            go_vendor_repository(
                name = tag.name,
                go_mod = tag.go_mod,
                go_sum = tag.go_sum,
                folders = tag.folders,
            )
        for tag in module.tags.source:
            name = "authentik_" + tag.name.replace(".", "_").replace("-", "_")
            place = {
                "source": tag.name,
                "folder": tag.folder,
                "environ": tag.environ,
            }
            source_repository(
                name = name,
                schema = tag.schema,
                **place
            )
            python_source_repository(
                name = name + "_python",
                **place
            )
            for suffix, attribute in {"_wheels": "python-wheels", "_test_wheels": "python-test-wheels"}.items():
                python_wheels_repository(
                    name = name + suffix,
                    attribute = attribute,
                    **place
                )
            web_source_repository(
                name = name + "_web",
                **place
            )
            npm_packages_repository(
                name = name + "_npm",
                line = "//web:npm/2025.12.yaml",
                **place
            )
            whole_source_repository(
                name = name + "_whole",
                **place
            )
    return module_ctx.extension_metadata(reproducible = True)

_go_modules_tag = tag_class(
    doc = "The third-party Go modules of a module in this repository, as a repository with a package //vendor/<import path> for each Go package.",
    attrs = {
        "name": attr.string(doc = "Name of the repository.", mandatory = True),
        "go_mod": attr.label(doc = "The go.mod file.", mandatory = True),
        "go_sum": attr.label(doc = "The go.sum file.", mandatory = True),
        "folders": attr.string_list(doc = "Folders below the root whose Go files say which packages are wanted.", mandatory = True),
    },
)

_source_tag = tag_class(
    doc = "An authentik source tree, as the repository authentik_<name>; its Python side as authentik_<name>_python, the Python distributions that it locks as authentik_<name>_wheels and, for its tests, authentik_<name>_test_wheels, and all of it as it is as authentik_<name>_whole. Give one of `folder` and `environ`, or neither for a release of nix/releases.",
    attrs = {
        "name": attr.string(doc = "What //:source calls it: sample, checkout, or a release's version.", mandatory = True),
        "folder": attr.string(doc = "A tree in this repository: its path below the root."),
        "environ": attr.string(doc = "An environment variable that holds the path of a checkout."),
        "schema": attr.label(doc = "OpenAPI schema for a tree that has no schema.yml."),
    },
)

authentik = module_extension(
    doc = "The engine's identity, the table of releases, Go modules and authentik source trees.",
    implementation = _authentik_impl,
    tag_classes = {
        "go_modules": _go_modules_tag,
        "source": _source_tag,
    },
)
