"""The rule web_dist."""

load("//tools/steps:def.bzl", "steps")

def _web_dist_impl(ctx):
    out = ctx.actions.declare_directory(ctx.label.name)
    args = ctx.actions.args()
    args.add("bundle")
    for target, dest in ctx.attr.folders.items():
        args.add("--part", "{}={}".format(dest, target.files.to_list()[0].path))
    args.add("--out", out.path)
    ctx.actions.run(
        executable = ctx.executable._step_bundle,
        arguments = [args],
        inputs = depset(transitive = [target.files for target in ctx.attr.folders]),
        outputs = [out],
        mnemonic = "WebDist",
        progress_message = "Joining what the web builds wrote for %{label}",
    )
    return [DefaultInfo(files = depset([out]))]

web_dist = rule(
    doc = "What upstream's programs write into one folder, web/dist, one after the other: the outputs of several web_build targets as one folder. Two with the same file are an error.",
    implementation = _web_dist_impl,
    attrs = steps("bundle") | {
        "folders": attr.label_keyed_string_dict(
            doc = "web_build targets, and their places in the folder (`.` for all of it).",
            mandatory = True,
        ),
    },
)
