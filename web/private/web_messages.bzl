"""The rule web_messages."""

load("//tools/steps:def.bzl", "steps")

_SRC = "/web/src/"

def _web_messages_impl(ctx):
    out = ctx.actions.declare_directory(ctx.label.name)
    files = ctx.files.srcs
    args = ctx.actions.args()
    args.add("web-messages")
    if files:
        args.add("--src", files[0].path[:files[0].path.index(_SRC) + len(_SRC) - 1])
    args.add("--node", ctx.file._node)
    args.add("--script", ctx.file._script)
    args.add("--typescript", ctx.file._typescript.dirname)
    args.add("--out", out.path)
    ctx.actions.run(
        executable = ctx.executable._step_web,
        arguments = [args],
        inputs = depset(files + [ctx.file._node, ctx.file._script, ctx.file._typescript, ctx.file._engine] + ctx.files._typescript_files),
        outputs = [out],
        mnemonic = "WebMessages",
        progress_message = "Looking for what is to be translated in %{label}",
    )
    return [DefaultInfo(files = depset([out]))]

web_messages = rule(
    doc = """What translations are made from: of each TypeScript file below web/src its messages and imports alone. An edit of anything else gives the same, so
that translations are not written again. The output is the folder of these files.""",
    implementation = _web_messages_impl,
    attrs = steps("web") | {
        "srcs": attr.label(
            doc = "The TypeScript files below web/src.",
            allow_files = [".ts"],
            mandatory = True,
        ),
        "_node": attr.label(
            default = "@nodejs//:bin/node",
            allow_single_file = True,
            cfg = "exec",
        ),
        "_script": attr.label(
            default = "//web/private:messages.cjs",
            allow_single_file = True,
        ),
        "_typescript": attr.label(
            default = "@typescript//:package.json",
            allow_single_file = True,
            cfg = "exec",
        ),
        "_typescript_files": attr.label(
            default = "@typescript//:files",
            cfg = "exec",
        ),
        "_engine": attr.label(
            default = "@engine//:identity",
            allow_single_file = True,
        ),
    },
)
