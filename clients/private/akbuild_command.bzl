"""The rule akbuild_command."""

def _akbuild_command_impl(ctx):
    command = ctx.actions.declare_file(ctx.label.name)
    ctx.actions.symlink(output = command, target_file = ctx.executable._akbuild, is_executable = True)
    return [DefaultInfo(
        executable = command,
        # Where tools/cmd/akbuild looks for them.
        runfiles = ctx.runfiles(symlinks = {
            "clients/releases/schemas/{}.yml".format(release): target[DefaultInfo].files.to_list()[0]
            for target, release in ctx.attr.schemas.items()
        }),
    )]

akbuild_command = rule(
    doc = "The program akbuild as a user runs it: beside it lie the schemas of the releases, so that `api-diff` takes their names. What build steps run is //tools/cmd/akbuild, which depends on none of them.",
    implementation = _akbuild_command_impl,
    executable = True,
    attrs = {
        "schemas": attr.label_keyed_string_dict(
            doc = "The schemas, with the release that each is of.",
            allow_files = [".yml"],
            mandatory = True,
        ),
        "_akbuild": attr.label(
            default = "//tools/cmd/akbuild",
            executable = True,
            cfg = "target",
        ),
    },
)
