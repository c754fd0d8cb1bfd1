"""The Python distributions of a source tree, installed in Nix's store."""

load(":nix.bzl", "nix_build_all")
load(":programs.bzl", "PROGRAMS_ATTRS", "programs_of")
load(":tree.bzl", "SOURCE_ATTRS", "release_outputs", "source_line", "source_tree", "workspace")

# Of the engine: the folder of this checkout's Bazel, <cache>/checkouts/<id>. Nix's store is <cache>/nix/store outside the engine.
_STATE = "AKB_STATE"

def _python_site_repository_impl(repository_ctx):
    nix = workspace(repository_ctx).get_child("nix")
    repository_ctx.watch_tree(nix)

    # With another program that installs it is installed anew; which one it is, Nix knows by itself.
    programs_of(repository_ctx)
    tree, mutable = source_tree(repository_ctx)
    if not mutable:
        tree = repository_ctx.path(release_outputs(repository_ctx, [""])[0])
    line = source_line(repository_ctx, tree)
    repository_ctx.file("drop.json", json.encode(line["drop"]))
    site = nix_build_all(repository_ctx, "the installed Python distributions of " + repository_ctx.attr.source, [
        nix,
        "--argstr",
        "pythonVersion",
        line["python"],
        "--arg",
        "pythonLock",
        str(repository_ctx.path(repository_ctx.attr.lock)),
        "--arg",
        "pythonDeviations",
        _list_of(repository_ctx.path(repository_ctx.attr.deviations)),
        "--arg",
        "pythonDrop",
        _list_of(repository_ctx.path("drop.json")),
        "-A",
        "python-site",
    ])[0]
    repository_ctx.file("place.txt", _everywhere(repository_ctx, site) + "\n")
    repository_ctx.file("BUILD.bazel", "exports_files([\"place.txt\"])\n")

def _list_of(file):
    """The Nix expression of what a file of JSON holds."""
    return "builtins.fromJSON (builtins.readFile {})".format(file)

def _everywhere(repository_ctx, path):
    """The name of a path in the store that means the same in the engine and outside, where its user looks at what was built."""
    state = repository_ctx.getenv(_STATE)
    if not state:
        return path
    return "{}/nix/store/{}".format(state.rpartition("/checkouts/")[0], path.rpartition("/")[2])

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
