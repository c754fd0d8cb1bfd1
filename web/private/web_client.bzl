"""The rule web_client."""

load("//clients:def.bzl", "TypescriptPackageInfo")
load("//tools/steps:def.bzl", "steps")

def _web_client_impl(ctx):
    out = ctx.actions.declare_directory(ctx.label.name)
    package = ctx.attr.client[TypescriptPackageInfo].package
    args = ctx.actions.args()
    args.add("web-client")
    args.add("--package", package.path)
    args.add("--node", ctx.file._node)
    args.add("--script", ctx.file._script)
    args.add("--typescript", ctx.file._typescript.dirname)
    args.add("--out", out.path)
    ctx.actions.run(
        executable = ctx.executable._step_web,
        arguments = [args],
        inputs = depset([package, ctx.file._node, ctx.file._script, ctx.file._typescript, ctx.file._engine] + ctx.files._typescript_files),
        outputs = [out],
        mnemonic = "WebClient",
        progress_message = "Making ES modules of the client %{label}",
    )
    return [DefaultInfo(files = depset([out]))]

web_client = rule(
    doc = """The TypeScript client as the web UI is built with it: real ES modules with declarations. The package that npm has holds CommonJS twice, of which a
bundler cannot leave out what is not used. The output is the package's folder.""",
    implementation = _web_client_impl,
    attrs = steps("web") | {
        "client": attr.label(
            doc = "The typescript_package.",
            providers = [TypescriptPackageInfo],
            mandatory = True,
        ),
        "_node": attr.label(
            default = "@nodejs//:bin/node",
            allow_single_file = True,
            cfg = "exec",
        ),
        "_script": attr.label(
            default = "//web/private:es_modules.cjs",
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
