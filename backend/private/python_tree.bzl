"""The rule python_tree."""

load("//tools/steps:def.bzl", "steps")
load(":common.bzl", "PYTHON_ATTRS")
load(":providers.bzl", "PythonSiteInfo", "PythonTreeInfo")
load(":tree_parts.bzl", "STARTABLE_ATTRS", "package_path", "python_home", "startable_tree", "tree_folder", "tree_main")

def _python_tree_impl(ctx):
    place = package_path(ctx, ctx.label.name)
    sites = {_place(ctx, target[PythonSiteInfo].site): target[PythonSiteInfo] for target in ctx.attr.sites}
    places = {place: site.site for place, site in sites.items()}
    programs = _programs(ctx, sites.values())
    folders = {dest: tree_folder(ctx, target, dest, ctx.attr.executables) for target, dest in ctx.attr.folders.items()}
    parts = [python_home(ctx, sites.values(), places.keys() + ["."], ctx.attr.env), programs] + places.values() + folders.values()
    if ctx.outputs.main:
        parts.append(tree_main(ctx, ctx.file.main_src))
    return [
        startable_tree(ctx, parts, ctx.attr.program),
        PythonTreeInfo(
            place = place,
            parts = depset(parts),
            env = ctx.attr.env,
            folders = folders | places,
            main = ctx.outputs.main,
            paths = places.keys() + ["."],
            programs = programs,
            sites = sites,
        ),
    ]

def _place(ctx, file):
    """Where a part lies in the tree."""
    prefix = package_path(ctx, ctx.label.name) + "/"
    if not file.short_path.startswith(prefix):
        fail("{} is no part of the tree {}: its site must be made in that folder, like out = \"{}/site/third-party\"".format(file.short_path, ctx.label, ctx.label.name))
    return file.short_path.removeprefix(prefix)

def _programs(ctx, sites):
    """The folder of programs."""
    out = ctx.actions.declare_directory(ctx.label.name + "/bin")
    scripts = [site.scripts for site in sites]
    args = ctx.actions.args()
    args.add("python-programs")
    args.add_all(scripts, before_each = "--scripts", expand_directories = False)
    args.add("--interpreter", "../python/bin/" + ctx.file._python.basename)
    if ctx.attr.ak:
        args.add("--ak")
    args.add("--out", out.path)
    ctx.actions.run(
        executable = ctx.executable._step_tree,
        arguments = [args],
        inputs = scripts,
        outputs = [out],
        mnemonic = "PythonPrograms",
        progress_message = "Making the programs of %{label}",
    )
    return out

python_tree = rule(
    doc = """An interpreter, sites and folders of data as one installed tree, `bazel-bin/<package>/<name>/`. It can be moved, and needs nothing
from outside. Each part is an output of its own: an edit copies only the part that it is in.

**Providers:** PythonTreeInfo. `bazel run` of it starts the program.""",
    implementation = _python_tree_impl,
    attrs = steps("tree", "bundle") | PYTHON_ATTRS | STARTABLE_ATTRS | {
        "sites": attr.label_list(
            doc = "python_site targets of this package whose `out` lies below <name>/, in the order of Python's path.",
            providers = [PythonSiteInfo],
            mandatory = True,
        ),
        "folders": attr.label_keyed_string_dict(
            doc = "Sets of files, and the folder of their repository that they lie in, which becomes a folder of the tree.",
            allow_files = True,
        ),
        "executables": attr.string_list(
            doc = "Files of the folders that can be executed.",
        ),
        "env": attr.string_dict(
            doc = "Variables that the interpreter sets to places of the tree, unless they are set.",
        ),
        "main": attr.output(
            doc = "A file at the top of the tree, such as <name>/manage.py.",
        ),
        "main_src": attr.label(
            doc = "The file that it is a copy of.",
            allow_single_file = True,
        ),
        "program": attr.string(
            doc = "The program of bin/ that `bazel run` starts.",
            default = "python",
        ),
        "ak": attr.bool(
            doc = "Whether the program ak is the one that starts lifecycle/ak of the tree, instead of a wheel's.",
        ),
        "validations": attr.label_list(
            doc = "Targets whose validations a build of the tree runs (requirements_check).",
        ),
    },
    executable = True,
    provides = [PythonTreeInfo],
)
