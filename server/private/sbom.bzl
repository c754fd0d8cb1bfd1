"""The rule sbom."""

load("//tools/steps:def.bzl", "steps")
load(":providers.bzl", "BundleInfo")

# Files of a vendor folder that are licences have names which begin with one of these.
_LICENSES = ("LICENSE", "LICENCE", "COPYING", "UNLICENSE")

def _sbom_impl(ctx):
    bundle = ctx.attr.bundle[BundleInfo]
    cyclonedx = ctx.outputs.cyclonedx
    spdx = ctx.actions.declare_file(ctx.label.name + ".spdx.json")
    notice = ctx.actions.declare_file(ctx.label.name + ".txt")
    modules_txt = [file for file in ctx.files.vendor if file.path.endswith("/vendor/modules.txt")]
    licenses = [file for file in ctx.files.vendor if file.basename.upper().startswith(_LICENSES)]
    args = ctx.actions.args()
    args.add("sbom")
    for place, file in bundle.folders.items():
        args.add("--part", "{}={}".format(place, file.path))
    for place, file in bundle.lists.items():
        args.add("--list", "{}={}".format(place, file.path))
    args.add("--distributions", ctx.file.distributions)
    args.add("--packages", ctx.file.packages)
    args.add("--tarballs", ctx.files.tarballs[0].dirname)
    args.add("--go-mod", ctx.file.go_mod)
    args.add("--go-sum", ctx.file.go_sum)
    args.add("--vendor", modules_txt[0].dirname)
    args.add("--cyclonedx", cyclonedx)
    args.add("--spdx", spdx)
    args.add("--notice", notice)
    ctx.actions.run(
        executable = ctx.executable._step_sbom,
        arguments = [args],
        inputs = depset(
            bundle.folders.values() + bundle.lists.values() + [ctx.file.distributions, ctx.file.packages, ctx.file.go_mod, ctx.file.go_sum] + modules_txt + licenses,
            transitive = [depset(ctx.files.tarballs)],
        ),
        outputs = [cyclonedx, spdx, notice],
        mnemonic = "TakeInventory",
        progress_message = "Taking the inventory of %{label}",
    )
    return [
        DefaultInfo(files = depset([cyclonedx, spdx])),
        OutputGroupInfo(licenses = depset([notice])),
    ]

sbom = rule(
    doc = """What the product is made of: `<name>.cdx.json`, CycloneDX 1.6, and `<name>.spdx.json`, SPDX 2.3. A file of the product that belongs to no
component is an error. The output group `licenses` is `<name>.txt`, for people.""",
    implementation = _sbom_impl,
    attrs = steps("sbom") | {
        "bundle": attr.label(
            doc = "The product.",
            providers = [BundleInfo],
            mandatory = True,
        ),
        "cyclonedx": attr.output(
            doc = "The inventory as CycloneDX: <name>.cdx.json.",
            mandatory = True,
        ),
        "distributions": attr.label(
            doc = "distributions.json of the Python distributions.",
            allow_single_file = [".json"],
            mandatory = True,
        ),
        "go_mod": attr.label(
            doc = "The server's go.mod.",
            allow_single_file = True,
            mandatory = True,
        ),
        "go_sum": attr.label(
            doc = "The server's go.sum.",
            allow_single_file = True,
            mandatory = True,
        ),
        "packages": attr.label(
            doc = "packages.json of the npm packages.",
            allow_single_file = [".json"],
            mandatory = True,
        ),
        "tarballs": attr.label(
            doc = "The npm packages.",
            allow_files = True,
            mandatory = True,
        ),
        "vendor": attr.label(
            doc = "The third-party vendor folder of the server: the group vendor_tree of a source's repository.",
            mandatory = True,
        ),
    },
)
