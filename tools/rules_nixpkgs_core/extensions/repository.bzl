"""The module extension `nix_repo`: Nix expressions that packages are taken from."""

load("//private:nix_repository.bzl", "nix_repository")

def _nix_repo_impl(module_ctx):
    direct = []
    for module in module_ctx.modules:
        for tag in module.tags.file:
            if not module.is_root:
                fail("the nix_repo tag `file` of module '{}' may only be used in the root module".format(module.name))
            nix_repository(
                name = tag.name,
                unmangled_name = tag.name,
                nix_file = tag.file,
                nix_file_deps = tag.file_deps,
            )
            direct.append(tag.name)
    return module_ctx.extension_metadata(
        root_module_direct_deps = direct,
        root_module_direct_dev_deps = [],
    )

_file_tag = tag_class(
    doc = "A Nix expression in a file of the root module.",
    attrs = {
        "name": attr.string(
            doc = "Name of the repository; unique in the module.",
            mandatory = True,
        ),
        "file": attr.label(
            doc = "The file with the Nix expression: a function of `config` and `overlays`, as nixpkgs is one.",
            mandatory = True,
            allow_single_file = True,
        ),
        "file_deps": attr.label_list(
            doc = "Every other file that the expression reads. They keep their places relative to `file`.",
            mandatory = False,
        ),
    },
)

nix_repo = module_extension(
    doc = "Makes Nix expressions known to `nix_pkg`.",
    implementation = _nix_repo_impl,
    tag_classes = {"file": _file_tag},
)
