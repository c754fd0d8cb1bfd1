"""The module extension `nix_pkg`: Nix packages as Bazel repositories."""

load("//private:nix_package.bzl", "nix_package")

def _nix_pkg_impl(module_ctx):
    direct = []
    for module in module_ctx.modules:
        for tag in module.tags.attr:
            if not module.is_root:
                fail("the nix_pkg tag `attr` of module '{}' may only be used in the root module".format(module.name))
            if tag.build_file and tag.build_file_content:
                fail("package '{}' has both build_file and build_file_content: specify one".format(tag.name or tag.attr))
            nix_package(
                name = tag.name or tag.attr,
                attribute_path = tag.attr,
                repository = tag.repo,
                build_file = tag.build_file,
                build_file_content = tag.build_file_content,
                nixopts = tag.nixopts,
            )
            direct.append(tag.name or tag.attr)
    return module_ctx.extension_metadata(
        root_module_direct_deps = direct,
        root_module_direct_dev_deps = [],
    )

_attr_tag = tag_class(
    doc = "A package by its attribute path.",
    attrs = {
        "attr": attr.string(
            doc = "Attribute path of the package in the Nix repository, names separated by dots.",
            mandatory = True,
        ),
        "name": attr.string(
            doc = "Name of the Bazel repository. Defaults to the attribute path.",
            mandatory = False,
        ),
        "repo": attr.label(
            doc = "The Nix repository, as `nix_repo` names it. Mandatory here (the real module falls back to a default of its own).",
            mandatory = False,
        ),
        "nixopts": attr.string_list(
            doc = "Further arguments of nix-build.",
            mandatory = False,
        ),
        "build_file": attr.label(
            doc = "File whose content becomes the repository's BUILD file.",
            mandatory = False,
        ),
        "build_file_content": attr.string(
            doc = "Like `build_file`, as a string.",
            mandatory = False,
        ),
    },
)

nix_pkg = module_extension(
    doc = "Builds Nix packages and offers their outputs as repositories.",
    implementation = _nix_pkg_impl,
    tag_classes = {"attr": _attr_tag},
)
