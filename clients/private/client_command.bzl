"""The rule client_command."""

load(":providers.bzl", "OpenapiGeneratorInfo")

def _client_command_impl(ctx):
    akbuild = ctx.executable._akbuild
    generators = [target[OpenapiGeneratorInfo] for target in ctx.attr.generators]
    options = [("java", "", generators[0].java), ("table", "", ctx.file.table), ("typescript-config", "", ctx.file.typescript_config)] + [
        ("jar", generator.version + "=", generator.jar)
        for generator in generators
    ]
    run = ctx.actions.declare_file(ctx.label.name + ".sh")
    ctx.actions.expand_template(
        template = ctx.file._template,
        output = run,
        substitutions = {
            "@AKBUILD@": akbuild.short_path,
            # Whole paths: the command goes back to the caller's folder.
            "@OPTIONS@": " ".join(['"--{}={}$PWD/{}"'.format(flag, prefix, file.short_path) for flag, prefix, file in options]),
        },
        is_executable = True,
    )
    files = [akbuild] + [file for _, _, file in options]
    return [DefaultInfo(
        executable = run,
        runfiles = ctx.runfiles(files, transitive_files = depset(transitive = [generator.files for generator in generators])),
    )]

client_command = rule(
    doc = "The command that generates a client from a schema of the user's: `bazel run` of it with the flags of `akbuild client`.",
    implementation = _client_command_impl,
    executable = True,
    attrs = {
        "generators": attr.label_list(
            doc = "The openapi_generator targets to choose from.",
            mandatory = True,
            providers = [OpenapiGeneratorInfo],
        ),
        "table": attr.label(
            doc = "The table of releases.",
            allow_single_file = [".json"],
            mandatory = True,
        ),
        "typescript_config": attr.label(
            doc = "The configuration file that upstream's TypeScript clients are generated with.",
            allow_single_file = True,
            mandatory = True,
        ),
        "_akbuild": attr.label(
            default = "//tools/cmd/akbuild",
            executable = True,
            cfg = "target",
        ),
        "_template": attr.label(
            default = ":client_command.sh.tpl",
            allow_single_file = True,
        ),
    },
)
