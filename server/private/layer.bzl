"""The rule layer."""

load("//tools/steps:def.bzl", "steps")
load(":providers.bzl", "BundleInfo", "LayerInfo")

def _layer_impl(ctx):
    out = ctx.actions.declare_file(ctx.label.name + ".zst")
    description = ctx.actions.declare_file(ctx.label.name + ".zst.json")
    inputs = list(ctx.files.archives)
    args = ctx.actions.args()
    args.add("segment")
    args.add_all(inputs, before_each = "--archive")
    for place, file in _chosen(ctx).items():
        args.add("--part", "{}/{}={}".format(ctx.attr.top, place, file.path))
        inputs.append(file)
    for target, place in ctx.attr.programs.items():
        file = target.files_to_run.executable
        args.add("--part", "{}={}".format(place, file.path))
        inputs.append(file)
    args.add("--out", out)
    ctx.actions.run(
        executable = ctx.executable._step_segment,
        arguments = [args],
        inputs = inputs,
        outputs = [out, description],
        mnemonic = "PackLayer",
        progress_message = "Packing %{label}",
    )
    return [
        DefaultInfo(files = depset([out])),
        LayerInfo(segment = out, description = description),
    ]

def _chosen(ctx):
    """The parts of the bundle that go in."""
    if not ctx.attr.bundle:
        return {}
    folders = ctx.attr.bundle[BundleInfo].folders
    for place in ctx.attr.places + ctx.attr.without:
        if not [folder for folder in folders if _below(folder, [place])]:
            fail("{} of {} has nothing at {}".format(ctx.attr.bundle.label, ctx.label, place))
    return {
        place: file
        for place, file in folders.items()
        if (not ctx.attr.places or _below(place, ctx.attr.places)) and not _below(place, ctx.attr.without)
    }

def _below(place, tops):
    return bool([top for top in tops if place == top or place.startswith(top + "/")])

layer = rule(
    doc = """Packs parts of the product, and what an image has beside it, as a piece of a deterministic archive: sorted, time 0, of root, the mode
of a program for what can be executed. Each piece is compressed by itself, so that an edit compresses the one again that it is in.

**Providers:** LayerInfo.""",
    implementation = _layer_impl,
    attrs = steps("segment") | {
        "archives": attr.label_list(
            doc = "Archives, whose entries go in as they are, owners included.",
            allow_files = [".tar"],
        ),
        "bundle": attr.label(
            doc = "The product.",
            providers = [BundleInfo],
        ),
        "places": attr.string_list(
            doc = "Places of the product that go in, with all that lies below; all of it if there are none.",
        ),
        "programs": attr.label_keyed_string_dict(
            doc = "Programs, and where they lie from the top of the archive.",
        ),
        "top": attr.string(
            doc = "The folder that the product is in the archive.",
            default = "authentik",
        ),
        "without": attr.string_list(
            doc = "Places of the product that do not go in.",
        ),
    },
    provides = [LayerInfo],
)
