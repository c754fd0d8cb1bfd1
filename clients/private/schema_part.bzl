"""The rule schema_part."""

load("//tools/steps:def.bzl", "steps")

def _schema_part_impl(ctx):
    out = ctx.actions.declare_file(ctx.label.name + ".yml")
    args = ctx.actions.args()
    args.add("schema-part")
    args.add("--schema", ctx.file.schema)
    args.add("--operations", ctx.file.operations)
    args.add("--out", out)
    ctx.actions.run(
        executable = ctx.executable._step_schemapart,
        arguments = [args],
        inputs = [ctx.file.schema, ctx.file.operations],
        outputs = [out],
        mnemonic = "SchemaPart",
        progress_message = "Cutting the operations of %{label} out of the schema",
    )
    return [DefaultInfo(files = depset([out]))]

schema_part = rule(
    doc = "Some operations of an OpenAPI document, with what they refer to. The output is a document.",
    implementation = _schema_part_impl,
    attrs = steps("schemapart") | {
        "schema": attr.label(
            doc = "The OpenAPI document.",
            allow_single_file = [".yml", ".yaml"],
            mandatory = True,
        ),
        "operations": attr.label(
            doc = "A file with the operationId of each, one a line.",
            allow_single_file = True,
            mandatory = True,
        ),
    },
)
