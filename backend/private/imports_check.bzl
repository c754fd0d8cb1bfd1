"""The rule imports_check."""

load("//tools/steps:def.bzl", "WORKER", "steps")
load(":common.bzl", "PYTHON_ATTRS", "path_in_repository")
load(":providers.bzl", "PythonSiteInfo")

def _imports_check_impl(ctx):
    report = ctx.actions.declare_file(ctx.label.name + ".txt")
    sources = [file for file in ctx.files.srcs if file.extension == "py"]
    tops = {file.path.removesuffix(path_in_repository(file)): None for file in sources}
    if len(tops) != 1:
        fail("the files of {} lie in {} trees: give files of one source".format(ctx.label, len(tops)))
    lists = [target[PythonSiteInfo].list for target in ctx.attr.sites]
    args = ctx.actions.args()
    args.use_param_file("@%s", use_always = True)
    args.set_param_file_format("multiline")
    args.add("--tree", tops.keys()[0].removesuffix("/") or ".")
    args.add_all(ctx.attr.parts, before_each = "--part")
    args.add_all(lists, before_each = "--site-list")
    args.add("--python", ctx.file._python)
    args.add("--known", ctx.file.known)
    args.add("--report", report)
    ctx.actions.run(
        executable = ctx.executable._step_checkimports,
        arguments = ["check-imports", args],
        inputs = depset(sources + lists + [ctx.file.known], transitive = [ctx.attr._python_files.files]),
        outputs = [report],
        mnemonic = "PythonImports",
        execution_requirements = WORKER,
        progress_message = "Looking for a distribution for each import of %{label}",
    )
    return [
        DefaultInfo(files = depset([report]), runfiles = ctx.runfiles([report])),
        OutputGroupInfo(_validation = depset([report])),
    ]

imports_check = rule(
    doc = """Checks that each module that a source imports is provided by a distribution of the sites, by the source itself or by the
standard library (`akbuild check-imports`). It is a validation: a build of whatever depends on it fails with it, and
`--norun_validations` builds in spite of it.""",
    implementation = _imports_check_impl,
    attrs = steps("checkimports") | PYTHON_ATTRS | {
        "srcs": attr.label_list(
            doc = "The source's files, all from one tree.",
            allow_files = True,
            mandatory = True,
        ),
        "parts": attr.string_list(
            doc = "The folders and files of the tree to read.",
            default = ["authentik", "lifecycle", "manage.py", "packages"],
        ),
        "sites": attr.label_list(
            doc = "Sites of third-party distributions.",
            providers = [PythonSiteInfo],
            mandatory = True,
        ),
        "known": attr.label(
            doc = "The list of imports that are not provided on purpose.",
            allow_single_file = [".yaml"],
            mandatory = True,
        ),
    },
)
