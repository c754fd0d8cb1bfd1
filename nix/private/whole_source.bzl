"""A source tree as it is, as a repository: what its contract is compared with."""

load(":tree.bzl", "SOURCE_ATTRS", "place", "source_folder")

# Parts at the top, and below web/, that are large and that no fact is about.
_LEFT_OUT = ["tests", "website", "gen-go-api", "gen-py-api", "gen-ts-api"]
_NO_FACTS = ["tree/web/src/**", "tree/web/packages/**", "tree/web/dist/**", "tree/web/xliff/**", "**/node_modules/**", "**/__pycache__/**", "**/*.pyc"]

def _whole_source_repository_impl(repository_ctx):
    tree, _ = source_folder(repository_ctx)
    for child in tree.readdir(watch = "yes"):
        if not child.basename.startswith(".") and child.basename not in _LEFT_OUT:
            place(repository_ctx, tree, child.basename, below = "tree")
    repository_ctx.file("BUILD.bazel", """\
filegroup(
    name = "files",
    srcs = glob(
        ["tree/**"],
        exclude = {},
    ),
    visibility = ["//visibility:public"],
)
""".format(repr(_NO_FACTS)))

whole_source_repository = repository_rule(
    doc = "An authentik source tree as it is, below tree/: the group `files` is everything that a source contract may be about.",
    implementation = _whole_source_repository_impl,
    attrs = SOURCE_ATTRS,
)
