"""The rule substituted_files."""

load("//tools/steps:def.bzl", "steps")
load(":common.bzl", "root_of")

def _substituted_files_impl(ctx):
    out = ctx.actions.declare_directory(ctx.label.name)
    args = ctx.actions.args()
    args.add("substitute")
    args.add("--list", ctx.file.substitutions)
    args.add("--in", root_of(ctx.files.srcs, ctx.attr.marker, ctx.label))
    args.add("--only")
    args.add("--out", out.path)
    ctx.actions.run(
        executable = ctx.executable._step_substitute,
        arguments = [args],
        inputs = [ctx.file.substitutions] + ctx.files.srcs,
        outputs = [out],
        mnemonic = "Substitute",
        progress_message = "Replacing what %{label} lists",
    )
    return [DefaultInfo(files = depset([out]))]

substituted_files = rule(
    doc = "The files of a source in which a list of texts is replaced (`akbuild substitute`), and no others: a folder, to lay over the source.",
    implementation = _substituted_files_impl,
    attrs = steps("substitute") | {
        "srcs": attr.label_list(
            doc = "The source's files.",
            allow_files = True,
            mandatory = True,
        ),
        "substitutions": attr.label(
            doc = "The list.",
            allow_single_file = [".yaml"],
            mandatory = True,
        ),
        "contract": attr.label(
            doc = "A source_contract whose warnings a build of these files prints.",
        ),
        "marker": attr.string(
            doc = "Name of a file at the source's top.",
            default = "pyproject.toml",
        ),
    },
)
