"""The Python distributions of a source tree, installed in Nix's store."""

load(":nix.bzl", "nix_build_all", "nix_list", "python_set")
load(":programs.bzl", "PROGRAMS_ATTRS", "programs_of")
load(":tree.bzl", "SOURCE_ATTRS", "source_folder", "source_line", "workspace")

# Of the engine's own root: where Nix's store lies outside of it.
_STORE = "AKB_STORE"

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
    repository_ctx.file("place.txt", _everywhere(repository_ctx, site) + "\n")
    repository_ctx.file("BUILD.bazel", "exports_files([\"place.txt\"])\n")

def _everywhere(repository_ctx, path):
    """The name of a path in the store that means the same in the engine and outside, where its user looks at what was built."""
    store = repository_ctx.getenv(_STORE)
    return "{}/{}".format(store, path.rpartition("/")[2]) if store else path

python_site_repository = repository_rule(
    doc = """The wheels that the uv.lock of an authentik source tree pins, installed by Nix: place.txt holds the path of the folder with
site, scripts, data and list, which stored_site of //backend links to.""",
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
    },
)
