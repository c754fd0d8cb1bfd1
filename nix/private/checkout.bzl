"""A repository with the files of this checkout, for tests that look at all of them."""

# Folders that are looked at; what lies at the root is looked at too.
_FOLDERS = ["backend", "bench", "clients", "docs", "e2e", "engine", "lines", "nix", "sample", "server", "tools", "upstream", "web", ".ci"]

def _checkout_repository_impl(repository_ctx):
    root = repository_ctx.path(Label("//:MODULE.bazel")).dirname
    folders = [folder for folder in _FOLDERS if root.get_child(folder).exists]
    for folder in folders:
        repository_ctx.watch_tree(root.get_child(folder))
    result = repository_ctx.execute(
        ["find"] + folders + ["-type", "f", "-not", "-path", "*/__pycache__/*", "-not", "-path", "*/node_modules/*"],
        working_directory = str(root),
    )
    if result.return_code:
        fail("the files of the checkout {} cannot be listed: {}".format(root, result.stderr))
    paths = result.stdout.splitlines() + [
        child.basename
        for child in root.readdir(watch = "no")
        if not child.is_dir and not child.basename.startswith("bazel-")
    ]
    for path in paths:
        # A BUILD file would make its folder a package, which the glob below does not enter.
        name = path + ".src" if path.endswith("BUILD.bazel") else path
        repository_ctx.symlink(root.get_child(*path.split("/")), "files/" + name)
    repository_ctx.file("BUILD.bazel", """\
filegroup(
    name = "files",
    srcs = glob(["files/**"]),
    visibility = ["//visibility:public"],
)
""")

checkout_repository = repository_rule(
    doc = "Offers the group `files`: every file of the checkout below files/, BUILD.bazel as BUILD.bazel.src.",
    implementation = _checkout_repository_impl,
)
