"""The rule typescript_package."""

load("//tools/steps:def.bzl", "steps")
load(":providers.bzl", "OpenapiClientInfo", "TypescriptPackageInfo")

def _resources(_os, _inputs):
    """Two compilers at once, each on a core of its own."""
    return {"cpu": 2, "memory": 1000}

def _client_of(ctx):
    """The client's folder and files."""
    if bool(ctx.attr.client) == bool(ctx.files.srcs):
        fail("typescript_package {}: give either client, which is generated, or srcs, a client that lies in a source".format(ctx.label))
    if ctx.files.srcs:
        roots = [file.dirname for file in ctx.files.srcs if file.basename == "package.json"]
        if len(roots) != 1:
            fail("typescript_package {}: srcs has {} files package.json, and has to be one client".format(ctx.label, len(roots)))
        return roots[0], ctx.files.srcs
    client = ctx.attr.client[OpenapiClientInfo]
    if client.language != "typescript-fetch":
        fail("typescript_package {}: {} is a client made by the generator {}, and must be one made by typescript-fetch".format(
            ctx.label,
            ctx.attr.client.label,
            client.language,
        ))
    return client.tree.path, [client.tree]

def _typescript_package_impl(ctx):
    folder, files = _client_of(ctx)
    package = ctx.actions.declare_directory(ctx.label.name)
    manifest = ctx.actions.declare_file(ctx.label.name + ".manifest")
    tarball = ctx.actions.declare_file(ctx.label.name + ".tgz")
    args = ctx.actions.args()
    args.add("typescript-package")
    args.add("--client", folder)
    args.add("--node", ctx.file.node)
    args.add("--typescript", ctx.file.typescript.dirname)
    args.add("--manifest", manifest)
    args.add("--tarball", tarball)
    args.add("--out", package.path)
    ctx.actions.run(
        executable = ctx.executable._step_typescript,
        arguments = [args],
        inputs = depset([ctx.file.node, ctx.file.typescript, ctx.file.engine] + files + ctx.files.typescript_files),
        outputs = [package, manifest, tarball],
        mnemonic = "TypeScriptPackage",
        progress_message = "Compiling the TypeScript client %{label}",
        resource_set = _resources,
    )
    return [
        DefaultInfo(files = depset([package])),
        TypescriptPackageInfo(
            client = folder,
            client_files = depset(files),
            package = package,
            manifest = manifest,
            tarball = tarball,
        ),
        OutputGroupInfo(manifest = depset([manifest]), tarball = depset([tarball])),
    ]

typescript_package = rule(
    doc = """Compiles a generated TypeScript client to the npm package that a consumer installs: `package.json`, `src/`, `dist/` and `dist/esm/` with declarations and source maps.

**Providers:** TypescriptPackageInfo; the output is the package's folder, the output group `manifest` the hashes of its files, `tarball` the package as npm installs it: a folder npm would compile anew.""",
    implementation = _typescript_package_impl,
    attrs = steps("typescript") | {
        "client": attr.label(
            doc = "The openapi_client, of the language typescript-fetch and with the option npmName.",
            providers = [OpenapiClientInfo],
        ),
        "srcs": attr.label_list(
            doc = "In place of `client`: the files of a generated client that lies in a source, package.json at their top.",
            allow_files = True,
        ),
        "node": attr.label(
            doc = "The node program.",
            default = "@nodejs//:bin/node",
            allow_single_file = True,
            cfg = "exec",
        ),
        "typescript": attr.label(
            doc = "The package.json of the npm package typescript.",
            default = "@typescript//:package.json",
            allow_single_file = ["package.json"],
            cfg = "exec",
        ),
        "typescript_files": attr.label(
            doc = "All files of that package.",
            default = "@typescript//:files",
            cfg = "exec",
        ),
        "engine": attr.label(
            doc = "The identity of the engine: node uses its C library.",
            default = "@engine//:identity",
            allow_single_file = True,
        ),
    },
    provides = [TypescriptPackageInfo],
)
