"""The rule go_vendor_overlay."""

load("//clients:def.bzl", "OpenapiClientInfo")
load("//tools/steps:def.bzl", "steps")

def _go_vendor_overlay_impl(ctx):
    out = ctx.actions.declare_directory(ctx.label.name)
    modules_txt = [file for file in ctx.files.vendor if file.path.endswith("/vendor/modules.txt")]
    if len(modules_txt) != 1:
        fail("{} holds {} vendor/modules.txt files: give the vendor_tree of one source".format(ctx.attr.vendor.label, len(modules_txt)))
    client = ctx.attr.client[OpenapiClientInfo].tree
    args = ctx.actions.args()
    args.add("vendor")
    args.add("--source", ctx.file.go_mod.dirname)
    args.add("--vendor", modules_txt[0].dirname)
    args.add("--client", client.path)
    args.add("--out", out.path)
    ctx.actions.run(
        executable = ctx.executable._step_vendortree,
        arguments = [args],
        inputs = depset([ctx.file.go_mod, client], transitive = [depset(ctx.files.vendor)]),
        outputs = [out],
        mnemonic = "GoVendorOverlay",
        progress_message = "Putting the generated client into %{label}",
    )
    return [DefaultInfo(files = depset([out]))]

go_vendor_overlay = rule(
    doc = "A vendor folder in which `goauthentik.io/api/v3` is a generated client, for plain `go build -mod=vendor`. The output is the folder, with a modules.txt that agrees with go.mod.",
    implementation = _go_vendor_overlay_impl,
    attrs = steps("vendortree") | {
        "go_mod": attr.label(
            doc = "The go.mod of the source.",
            allow_single_file = True,
            mandatory = True,
        ),
        "vendor": attr.label(
            doc = "The third-party vendor folder: the group vendor_tree of a source's repository.",
            mandatory = True,
        ),
        "client": attr.label(
            doc = "The openapi_client, of language go.",
            providers = [OpenapiClientInfo],
            mandatory = True,
        ),
    },
)
