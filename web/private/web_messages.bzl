"""The rule web_messages."""

load(":typescript_script.bzl", "run_typescript_script", "typescript_script_attrs")

_SRC = "/web/src/"

def _web_messages_impl(ctx):
    files = ctx.files.srcs
    args = ctx.actions.args()
    if files:
        args.add("--src", files[0].path[:files[0].path.index(_SRC) + len(_SRC) - 1])
    return run_typescript_script(ctx, "web-messages", args, files, "WebMessages", "Looking for what is to be translated in %{label}", worker = True)

web_messages = rule(
    doc = """What translations are made from: of each TypeScript file below web/src its messages and imports alone. An edit of anything else gives the same, so
that translations are not written again. The output is the folder of these files.""",
    implementation = _web_messages_impl,
    attrs = typescript_script_attrs("//web/private:messages.cjs") | {
        "srcs": attr.label(
            doc = "The TypeScript files below web/src.",
            allow_files = [".ts"],
            mandatory = True,
        ),
    },
)
