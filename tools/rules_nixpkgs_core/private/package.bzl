"""A repository with the output of a Nix package."""

load(":nix_build.bzl", "nix_build")

# What a package without a BUILD file of its own offers.
_DEFAULT_BUILD = """\
package(default_visibility = ["//visibility:public"])

filegroup(
    name = "bin",
    srcs = glob(["bin/**"], allow_empty = True),
)

filegroup(
    name = "lib",
    srcs = glob(["lib/**"], allow_empty = True),
)
"""

def _package_impl(repository_ctx):
    repository = repository_ctx.attr.repository

    # A change in any file of the expression must run this rule again.
    root = repository_ctx.path(repository).dirname
    for place in repository_ctx.read(root.get_child("nix-file-deps")).splitlines():
        repository_ctx.watch(root.get_child(place).realpath)

    if repository_ctx.attr.build_file:
        build_file = repository_ctx.read(repository_ctx.attr.build_file)
    else:
        build_file = repository_ctx.attr.build_file_content or _DEFAULT_BUILD

    repository_ctx.report_progress("nix-build -A " + repository_ctx.attr.attribute_path)
    output = nix_build(repository_ctx, repository_ctx.attr.nixopts + [
        "-I",
        "nixpkgs={}".format(repository_ctx.path(repository)),
        "-E",
        "import <nixpkgs> { config = {}; overlays = []; }",
        "-A",
        repository_ctx.attr.attribute_path,
    ])
    children = repository_ctx.path(output).readdir()
    for child in children:
        repository_ctx.symlink(child, child.basename)
    repository_ctx.file("BUILD.bazel", build_file)

package = repository_rule(
    doc = "Builds a Nix package and links the children of its output into a repository.",
    implementation = _package_impl,
    attrs = {
        "attribute_path": attr.string(
            doc = "Attribute path, names separated by dots.",
            mandatory = True,
        ),
        "repository": attr.label(
            doc = "The Nix repository.",
            mandatory = True,
        ),
        "nixopts": attr.string_list(
            doc = "Further arguments of nix-build.",
        ),
        "build_file": attr.label(
            doc = "File whose content becomes the BUILD file.",
        ),
        "build_file_content": attr.string(
            doc = "Like `build_file`, as a string.",
        ),
    },
)
