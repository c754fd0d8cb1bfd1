"""The rule web_build."""

load("@bazel_skylib//rules:common_settings.bzl", "BuildSettingInfo")
load("//tools/steps:def.bzl", "WORKER", "steps")

def _place(file):
    """A source file's place in the tree: its path in its repository."""
    return file.short_path.split("/", 2)[2] if file.short_path.startswith("../") else file.short_path

def _as_argument(file):
    return "{}={}".format(_place(file), file.path)

def _resources(_os, _inputs):
    """esbuild takes a gigabyte and both cores, as do two TypeScript programs."""
    return {"cpu": 2, "memory": 1500}

def _web_build_impl(ctx):
    out = ctx.actions.declare_directory(ctx.attr.out or ctx.label.name)
    args = ctx.actions.args()
    args.set_param_file_format("multiline")
    args.add_all(ctx.files.srcs, before_each = "--file", map_each = _as_argument)
    for target, dest in ctx.attr.folders.items():
        args.add("--folder", "{}={}".format(dest, target.files.to_list()[0].path))
    args.add("--modules", ctx.file.modules)
    args.add("--in", ctx.attr.folder)
    args.add("--node", ctx.file._node)
    env = ctx.attr.env | ({ctx.attr.hash_env: ctx.attr._hash[BuildSettingInfo].value} if ctx.attr.hash_env else {})
    args.add_all(["{}={}".format(name, value) for name, value in env.items()], before_each = "--env")
    args.add_all(["{}={}".format(name, value) for name, value in ctx.attr.keep.items()], before_each = "--keep")
    if ctx.attr.rereads:
        args.add("--warm", ctx.file._warm)
        args.add_all(ctx.attr.rereads, before_each = "--rereads")
    args.add("--out", out.path)
    args.add("--")
    args.add_all(ctx.attr.command)
    request = ctx.actions.declare_file(ctx.label.name + ".args")
    ctx.actions.write(request, args)
    inputs = depset(
        [request, ctx.file.modules, ctx.file._node, ctx.file._engine] + ([ctx.file._warm] if ctx.attr.rereads else []),
        transitive = [depset(ctx.files.srcs)] + [target.files for target in ctx.attr.folders],
    )
    ctx.actions.run(
        executable = ctx.executable._step_web,
        arguments = ["web-build", "@" + request.path],
        inputs = inputs,
        outputs = [out],
        mnemonic = ctx.attr.mnemonic,
        progress_message = ctx.attr.progress + " %{label}",
        resource_set = _resources,
        execution_requirements = WORKER if ctx.attr.rereads else None,
    )
    return [
        DefaultInfo(files = depset([out])),
        OutputGroupInfo(request = depset([request]), inputs = inputs),
    ]

web_build = rule(
    doc = """Runs one of the programs that the web UI is built with, by node alone, on a copy of the files that it may read. A warning is an error: what is warned of
(a configuration file that is not there) changes what is written. The output is a folder.

The output group `request` is a file with the arguments of akbuild web-build, and `inputs` is all that they name: tests run them again.""",
    implementation = _web_build_impl,
    attrs = steps("web") | {
        "srcs": attr.label_list(
            doc = "Files of the source; they lie in the copy where they lie in their repository.",
            allow_files = True,
            mandatory = True,
        ),
        "folders": attr.label_keyed_string_dict(
            doc = "Folders that are laid over the copy, and their places in it.",
            allow_files = True,
        ),
        "modules": attr.label(
            doc = "The node_modules of web/.",
            allow_single_file = [".tar"],
            mandatory = True,
        ),
        "folder": attr.string(
            doc = "Where in the copy the program runs.",
            default = "web",
        ),
        "command": attr.string_list(
            doc = "A script of the copy and its arguments.",
            mandatory = True,
        ),
        "env": attr.string_dict(
            doc = "Variables of the program.",
        ),
        "hash_env": attr.string(
            doc = "The variable of the program that has the commit, //:build_hash.",
        ),
        "keep": attr.string_dict(
            doc = "What of the copy is the output, afterwards: file or folder, and its place in the output (`.` for all of it).",
            mandatory = True,
        ),
        "out": attr.string(
            doc = "The folder's path below the package; default: the name.",
        ),
        "rereads": attr.string_list(
            doc = """Folders of the copy whose files the program reads anew each time that it is run in the same node, since it hands them to esbuild. With
any, the action has a persistent worker, which keeps the copy, node and esbuild's context; a change elsewhere starts another node.""",
        ),
        "mnemonic": attr.string(
            doc = "Of the action.",
            default = "WebBuild",
        ),
        "progress": attr.string(
            doc = "What Bazel says while it runs; the label follows.",
            default = "Building",
        ),
        "_node": attr.label(
            default = "@nodejs//:bin/node",
            allow_single_file = True,
            cfg = "exec",
        ),
        "_hash": attr.label(
            default = "//:build_hash",
            providers = [BuildSettingInfo],
        ),
        "_warm": attr.label(
            default = "//web/private:warm.mjs",
            allow_single_file = True,
        ),
        "_engine": attr.label(
            default = "@engine//:identity",
            allow_single_file = True,
        ),
    },
)
