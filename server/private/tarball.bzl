"""The rule tarball."""

load("//tools/steps:def.bzl", "steps")
load(":providers.bzl", "LayerInfo")

def _tarball_impl(ctx):
    out = ctx.outputs.out
    segments = [target[LayerInfo].segment for target in ctx.attr.layers]
    args = ctx.actions.args()
    args.add("tarball")
    args.add_all(segments)
    args.add("--out", out)
    ctx.actions.run(
        executable = ctx.executable._step_segment,
        arguments = [args],
        inputs = segments,
        outputs = [out],
        mnemonic = "JoinTarball",
        progress_message = "Writing %{label}",
    )
    return DefaultInfo(files = depset([out]))

tarball = rule(
    doc = "One compressed archive of layers. Nothing is compressed again: the layers, one after the other, are its bytes.",
    implementation = _tarball_impl,
    attrs = steps("segment") | {
        "out": attr.output(
            doc = "The archive.",
            mandatory = True,
        ),
        "layers": attr.label_list(
            doc = "The layers.",
            providers = [LayerInfo],
            mandatory = True,
        ),
    },
)
