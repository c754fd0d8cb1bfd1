"""The rule source_contract."""

load("//tools/steps:def.bzl", "steps")
load(":common.bzl", "path_in_repository")

def _source_contract_impl(ctx):
    tops = [file.path.removesuffix(path_in_repository(file)) + "tree" for file in ctx.files.source[:1]]
    if not tops:
        fail("{} has nothing to compare: the source is empty".format(ctx.label))
    report = ctx.actions.declare_file(ctx.label.name + ".json")
    args = ctx.actions.args()
    args.add("check-source", tops[0])
    args.add("--lines", [file for file in ctx.files.lines if file.basename == "line.json"][0].dirname.rpartition("/")[0])
    args.add("--format", "json")
    args.add("--out", report)
    ctx.actions.run(
        executable = ctx.executable._step_checksource,
        arguments = [args],
        inputs = ctx.files.source + ctx.files.lines,
        outputs = [report],
        mnemonic = "SourceContract",
        progress_message = "Comparing the source with its contract",
    )
    return [
        DefaultInfo(files = depset([report]), runfiles = ctx.runfiles([report])),
        OutputGroupInfo(_validation = depset([report])),
    ]

source_contract = rule(
    doc = """Compares a source tree with the contract of its release line (`akbuild check-source`, docs/source-contract.md). The
output is the report as JSON; differences are printed as a warning when a target that depends on this one is built, and do not
end the build.""",
    implementation = _source_contract_impl,
    attrs = steps("checksource") | {
        "source": attr.label(
            doc = "The tree, of a whole_source_repository.",
            mandatory = True,
        ),
        "lines": attr.label(
            doc = "The files of all lines.",
            mandatory = True,
        ),
    },
)
