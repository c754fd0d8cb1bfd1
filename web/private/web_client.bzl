"""The rule web_client."""

load("//clients:def.bzl", "TypescriptPackageInfo")
load(":typescript_script.bzl", "run_typescript_script", "typescript_script_attrs")

def _web_client_impl(ctx):
    info = ctx.attr.client[TypescriptPackageInfo]
    args = ctx.actions.args()
    args.add("--client", info.client)
    inputs = info.client_files.to_list()
    if ctx.attr.declarations:
        args.add("--package", info.package.path)
        inputs.append(info.package)
    return run_typescript_script(ctx, "web-client", args, inputs, "WebClient", "Making ES modules of the client %{label}")

web_client = rule(
    doc = """The TypeScript client as the web UI is built with it: real ES modules, of each file by itself. The package that npm has holds CommonJS twice, of
which a bundler cannot leave out what is not used. The output is the package's folder.""",
    implementation = _web_client_impl,
    attrs = typescript_script_attrs("//web/private:es_modules.cjs") | {
        "client": attr.label(
            doc = "The typescript_package.",
            providers = [TypescriptPackageInfo],
            mandatory = True,
        ),
        "declarations": attr.bool(
            doc = "Whether its declarations are there, too. They are those of the package, which the whole client has to be compiled for.",
        ),
    },
)
