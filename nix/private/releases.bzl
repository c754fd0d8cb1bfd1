"""The table of releases, for BUILD files to load."""

def _releases_repository_impl(repository_ctx):
    table = json.decode(repository_ctx.read(repository_ctx.attr.table))
    repository_ctx.file("table.bzl", """\
\"\"\"nix/releases/clients.json, for BUILD files.\"\"\"

DEFAULT_GENERATOR = {}

DEFAULT_RELEASE = {}

GENERATORS = {}

GO_CONFIGS = {}

GO_PATCH = {}

OTHER_CONFIGS = {}

RELEASES = {}

TYPESCRIPT_CONFIGS = {}
""".format(*[
        repr(table[key])
        for key in ["defaultGenerator", "defaultRelease", "generators", "goConfigs", "goPatch", "otherConfigs", "releases", "typescriptConfigs"]
    ]))
    repository_ctx.file("BUILD.bazel", 'exports_files(["table.bzl"])\n')

releases_repository = repository_rule(
    doc = "Turns the JSON table of releases into table.bzl.",
    implementation = _releases_repository_impl,
    attrs = {
        "table": attr.label(
            doc = "The JSON file.",
            mandatory = True,
            allow_single_file = [".json"],
        ),
    },
)
