"""The Python side of a source tree as a repository of its own."""

load(":tree.bzl", "SOURCE_ATTRS", "release_outputs", "source_tree")

# Folders at the top of a source, and which of their files the core is made of or reads.
_FOLDERS = {
    "authentik": ["**"],
    "blueprints": ["**"],
    "lifecycle": ["**"],
    "locale": ["**"],
    "schemas": ["**"],
    "web": ["icons/**", "authentik/**", "dist/assets/**"],
}

# Files at the top that belong to the wheel of authentik.
_WHEEL_FILES = ["pyproject.toml", "README.md", "LICENSE"]

# What Python and its tools leave behind in a checkout.
_NO_SOURCE = ["**/__pycache__/**", "**/*.pyc", "**/.ruff_cache/**", "**/.mypy_cache/**", "**/.pytest_cache/**", "**/*.egg-info/**", "**/node_modules/**"]

def _group(name, expression):
    return "filegroup(\n    name = {},\n    srcs = {},\n)\n".format(repr(name), expression)

def _glob(patterns):
    return "glob({}, exclude = {}, allow_empty = True)".format(repr(patterns), repr(_NO_SOURCE))

def _place(repository_ctx, tree, copy, place):
    """Makes a folder or file of the tree one of the repository's, at the same place."""
    path = tree.get_child(*place.split("/"))
    if not copy:
        repository_ctx.symlink(path, place)
        return
    if path.is_dir:
        repository_ctx.watch_tree(path)
    else:
        repository_ctx.watch(path)
    target = repository_ctx.path(place)
    for command in [["mkdir", "-p", str(target.dirname)], ["cp", "-rL", str(path), str(target)]]:
        result = repository_ctx.execute(command)
        if result.return_code:
            fail("{} of the source {} could not be copied: {}".format(place, tree, result.stderr.strip()))

def _python_source_repository_impl(repository_ctx):
    tree, _ = source_tree(repository_ctx)
    if not tree:
        tree = repository_ctx.path(release_outputs(repository_ctx, [""])[0])

    # Bazel sees an edit, a new file and a removed one through links to folders, and runs what uses them: this rule need
    # not run again. Actions have a /tmp of their own, so of a checkout there the files are copied.
    copy = str(tree).startswith("/tmp/")
    top = {child.basename: child for child in tree.readdir(watch = "yes")}
    build = "package(default_visibility = [\"//visibility:public\"])\n\n"
    for folder, patterns in _FOLDERS.items():
        if folder in top:
            _place(repository_ctx, tree, copy, folder)
        own = [file for file in _WHEEL_FILES if file in top] if folder == "authentik" else []
        build += _group(folder, "{} + {}".format(repr(own), _glob([folder + "/" + pattern for pattern in patterns]))) + "\n"
    for file in _WHEEL_FILES + ["manage.py"]:
        if file in top:
            _place(repository_ctx, tree, copy, file)
    build += _group("manage", _glob(["manage.py"]))
    build += "\n" + _group("pyproject", _glob(["pyproject.toml"]))
    if "packages" in top:
        for package in sorted(top["packages"].readdir(watch = "yes"), key = lambda path: path.basename):
            if package.get_child("pyproject.toml").exists:
                place = "packages/" + package.basename
                _place(repository_ctx, tree, copy, place)
                build += "\n" + _group("package_" + package.basename.replace("-", "_"), _glob([place + "/**"]))
    repository_ctx.file("BUILD.bazel", build)

python_source_repository = repository_rule(
    doc = """The Python side of an authentik source tree: a group of files for the core (`authentik`), for each in-tree
package (`package_<name>`), for each folder of data that the core reads (`blueprints`, `lifecycle`, `locale`, `schemas`,
`web`), and `manage` and `pyproject` for
manage.py and pyproject.toml.""",
    implementation = _python_source_repository_impl,
    attrs = SOURCE_ATTRS,
)
