"""The rule openapi_generator."""

load("//tools/steps:def.bzl", "steps")
load(":providers.bzl", "OpenapiGeneratorInfo")

# Generators whose options are asked for; others work too, their options are then not checked.
_LANGUAGES = ["go", "typescript-fetch", "python", "rust"]

def _openapi_generator_impl(ctx):
    files = depset(ctx.files.jre + ctx.files.engine)
    options = {}
    for language in _LANGUAGES:
        out = ctx.actions.declare_file("{}_options/{}.json".format(ctx.label.name, language))
        args = ctx.actions.args()
        args.add("generator-options")
        args.add("--java", ctx.file.java)
        args.add("--jar", ctx.file.jar)
        args.add("--generator", language)
        args.add("--out", out)
        ctx.actions.run(
            executable = ctx.executable._step_generate,
            arguments = [args],
            inputs = depset([ctx.file.jar, ctx.file.java], transitive = [files]),
            outputs = [out],
            mnemonic = "OpenApiOptions",
            progress_message = "Asking OpenAPI Generator {} for the options of {}".format(ctx.attr.version, language),
        )
        options[language] = out
    return [
        DefaultInfo(files = depset([ctx.file.jar])),
        OpenapiGeneratorInfo(
            version = ctx.attr.version,
            jar = ctx.file.jar,
            java = ctx.file.java,
            files = files,
            host = ctx.file.host,
            options = options,
        ),
        OutputGroupInfo(options = depset(options.values())),
    ]

openapi_generator = rule(
    doc = "One version of OpenAPI Generator.\n\n**Providers:** OpenapiGeneratorInfo; the output group `options` has the files of known options.",
    implementation = _openapi_generator_impl,
    attrs = steps("generate") | {
        "version": attr.string(
            doc = "The version as the jar says it.",
            mandatory = True,
        ),
        "jar": attr.label(
            doc = "The jar of openapi-generator-cli.",
            allow_single_file = [".jar"],
            mandatory = True,
        ),
        "java": attr.label(
            doc = "The java executable.",
            allow_single_file = True,
            mandatory = True,
            cfg = "exec",
        ),
        "jre": attr.label(
            doc = "All files of the Java runtime.",
            mandatory = True,
            cfg = "exec",
        ),
        "engine": attr.label(
            doc = "The identity of the engine: the runtime uses its C library.",
            default = "@engine//:identity",
            allow_single_file = True,
        ),
        "host": attr.label(
            doc = "The classes of //tools/client/generatorhost that are compiled for this version.",
            allow_single_file = True,
            mandatory = True,
            cfg = "exec",
        ),
    },
    provides = [OpenapiGeneratorInfo],
)
