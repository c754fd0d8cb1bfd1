"""The rule authentik_bundle."""

load("@bazel_skylib//rules:common_settings.bzl", "BuildSettingInfo")
load("//backend:def.bzl", "PYTHON_ATTRS", "PythonTreeInfo", "STARTABLE_ATTRS", "python_home", "startable_tree", "stored_link", "tree_main")
load("//tools/steps:def.bzl", "steps")
load(":providers.bzl", "BundleInfo")

# Where the distributions lie that the source has itself.
_IN_TREE = "site/in-tree"

def _authentik_bundle_impl(ctx):
    core = ctx.attr.core[PythonTreeInfo]

    # Folders that others made are linked; an edit copies nothing of them.
    linked = dict(core.folders)
    for target, place in ctx.attr.folders.items():
        linked[place] = target.files.to_list()[0]
    stored = {place: site for place, site in core.sites.items() if site.outside}
    placed = {
        place: stored_link(ctx, _below(ctx, place), stored[place].outside) if place in stored else _link(ctx, place, folder)
        for place, folder in linked.items()
    }

    # What finds the bundle from its own real place is made anew.
    main = tree_main(ctx, core.main)
    placed |= {
        "bin": _programs(ctx, core.programs),
        "python": python_home(ctx, core.sites.values(), core.paths, core.env),
        main.basename: main,
    }
    return [
        startable_tree(ctx, placed.values(), "ak"),
        BundleInfo(
            folders = placed | {place: site.contents for place, site in stored.items()},
            lists = {place: site.list for place, site in core.sites.items()},
            version_of = core.folders[_IN_TREE],
        ),
    ]

def _below(ctx, place):
    """The path of a place of the product, below the package."""
    return "{}/{}".format(ctx.label.name, place)

def _link(ctx, place, folder):
    out = ctx.actions.declare_directory(_below(ctx, place))
    ctx.actions.symlink(
        output = out,
        target_file = folder,
        progress_message = "Linking {} of %{{label}}".format(place),
    )
    return out

def _programs(ctx, programs):
    """The folder of programs: the core's and the others."""
    out = ctx.actions.declare_directory(_below(ctx, "bin"))
    inputs = [programs]
    args = ctx.actions.args()
    args.add("bundle")
    args.add("--executable", ".=" + programs.path)
    for target, name in ctx.attr.programs.items():
        file = target.files_to_run.executable
        args.add("--executable", file, format = name + "=%s")
        inputs.append(file)
    build_hash = ctx.attr._hash[BuildSettingInfo].value
    if build_hash:
        file = ctx.actions.declare_file(ctx.label.name + ".build-hash")
        ctx.actions.write(file, build_hash + "\n")
        args.add("--part", file, format = "build-hash=%s")
        inputs.append(file)
    args.add("--out", out.path)
    ctx.actions.run(
        executable = ctx.executable._step_bundle,
        arguments = [args],
        inputs = inputs,
        outputs = [out],
        mnemonic = "AuthentikPrograms",
        progress_message = "Laying out the programs of %{label}",
    )
    return out

authentik_bundle = rule(
    doc = """The product: the tree of the Python core with the Go programs and the built web UI in it, `bazel-bin/<package>/<name>/`. It can be moved
(`cp -rL`), and needs nothing from outside. With //:build_hash there is that in bin/build-hash, which ak hands on. Each part is an output of its own, most of them links to what was made before. `bazel run` of it starts ak.

**Providers:** BundleInfo.""",
    implementation = _authentik_bundle_impl,
    attrs = steps("tree", "bundle") | PYTHON_ATTRS | STARTABLE_ATTRS | {
        "core": attr.label(
            doc = "The python_tree of the core.",
            providers = [PythonTreeInfo],
            mandatory = True,
        ),
        "programs": attr.label_keyed_string_dict(
            doc = "Programs and their names in bin/.",
        ),
        "folders": attr.label_keyed_string_dict(
            doc = "Targets whose output is a folder, and its place in the product.",
        ),
        "main": attr.output(
            doc = "Where the core's file at the top goes: <name>/manage.py.",
            mandatory = True,
        ),
        "_hash": attr.label(
            default = "//:build_hash",
            providers = [BuildSettingInfo],
        ),
    },
    executable = True,
    provides = [BundleInfo],
)
