"""The rule web_client."""

load("//clients:def.bzl", "TypescriptPackageInfo")
load(":typescript_script.bzl", "run_typescript_script", "typescript_script_attrs")

def _web_client_impl(ctx):
    package = ctx.attr.client[TypescriptPackageInfo].package
    args = ctx.actions.args()
    args.add("--package", package.path)
    return run_typescript_script(ctx, "web-client", args, [package], "WebClient", "Making ES modules of the client %{label}")

web_client = rule(
    doc = """The TypeScript client as the web UI is built with it: real ES modules with declarations. The package that npm has holds CommonJS twice, of which a
bundler cannot leave out what is not used. The output is the package's folder.""",
    implementation = _web_client_impl,
    attrs = typescript_script_attrs("//web/private:es_modules.cjs") | {
        "client": attr.label(
            doc = "The typescript_package.",
            providers = [TypescriptPackageInfo],
            mandatory = True,
        ),
    },
)
