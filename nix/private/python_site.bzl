"""The Python distributions of a source tree, installed in Nix's store."""

load(":nix.bzl", "nix_build_all", "nix_list", "python_set")
load(":programs.bzl", "PROGRAMS_ATTRS", "programs_of")
load(":tree.bzl", "SOURCE_ATTRS", "source_folder", "source_line", "workspace")

# Of the engine's own root: where Nix's store lies outside of it.
_STORE = "AKB_STORE"

_BUILD = """load({rules}, "nix_site")

nix_site(
    name = "site",
    list = "site.list",
    outside = {outside},
    path = {path},
    visibility = ["//visibility:public"],
)
"""

def _python_site_repository_impl(repository_ctx):
    nix = workspace(repository_ctx).get_child("nix")
    repository_ctx.watch_tree(nix)

    # With another program that installs it is installed anew; which one it is, Nix knows by itself.
    programs_of(repository_ctx)
    tree, _ = source_folder(repository_ctx)
    line = source_line(repository_ctx, tree)
    repository_ctx.file("drop.json", json.encode(line["drop"]))
    arguments = python_set(nix, line["python"], repository_ctx.path(repository_ctx.attr.lock))
    arguments += nix_list("pythonDeviations", repository_ctx.path(repository_ctx.attr.deviations))
    arguments += nix_list("pythonDrop", repository_ctx.path("drop.json"))
    site = nix_build_all(
        repository_ctx,
        "the installed Python distributions of " + repository_ctx.attr.source,
        arguments + ["-A", "python-site"],
    )[0]
    repository_ctx.symlink(site + "/list", "site.list")
    repository_ctx.file("BUILD.bazel", _BUILD.format(
        rules = repr(str(repository_ctx.attr.rules)),
        outside = repr(_outside(repository_ctx, site)),
        path = repr(site),
    ))

def _outside(repository_ctx, path):
    """The name of a path in the store that means something outside of the engine, too, where its user looks at what was built."""
    store = repository_ctx.getenv(_STORE)
    return "{}/{}".format(store, path.rpartition("/")[2]) if store else path

python_site_repository = repository_rule(
    doc = """The wheels that the uv.lock of an authentik source tree pins, installed by Nix: `site` says where, a nix_site of //backend,
which stored_site links to.""",
    implementation = _python_site_repository_impl,
    attrs = SOURCE_ATTRS | PROGRAMS_ATTRS | {
        "lock": attr.label(
            doc = "lock.json of the python_wheels_repository of the same source.",
            allow_single_file = [".json"],
            mandatory = True,
        ),
        "deviations": attr.label(
            doc = "Its deviations.json.",
            allow_single_file = [".json"],
            mandatory = True,
        ),
        "rules": attr.label(
            doc = "The file that has the rule nix_site, for the repository's BUILD file.",
            mandatory = True,
        ),
    },
)
