"""The Python side of a source tree as a repository of its own."""

load(":tree.bzl", "SOURCE_ATTRS", "place", "source_folder", "source_line")

# Folders at the top of a source, and which of their files the core is made of or reads.
_FOLDERS = {
    "authentik": ["**"],
    "blueprints": ["**"],
    "lifecycle": ["**"],
    "locale": ["**"],
    "schemas": ["**"],
    "tests": ["**"],
    "web/authentik": ["**"],
    "web/icons": ["**"],
}

# Files at the top that belong to the wheel of authentik.
_WHEEL_FILES = ["pyproject.toml", "README.md", "LICENSE"]

# What Python and its tools leave behind in a checkout.
_NO_SOURCE = ["**/__pycache__/**", "**/*.pyc", "**/.ruff_cache/**", "**/.mypy_cache/**", "**/.pytest_cache/**", "**/*.egg-info/**", "**/node_modules/**"]

def _group(name, expression):
    return "filegroup(\n    name = {},\n    srcs = {},\n)\n".format(repr(name), expression)

def _glob(patterns, left_out = []):
    return "glob({}, exclude = {}, allow_empty = True)".format(repr(patterns), repr(_NO_SOURCE + left_out))

def _python_source_repository_impl(repository_ctx):
    tree, _ = source_folder(repository_ctx)
    left_out = source_line(repository_ctx, tree)["leftOut"]
    top = {child.basename: child for child in tree.readdir(watch = "yes")}
    build = "load({}, \"hatch_wheel\")\n\npackage(default_visibility = [\"//visibility:public\"])\n\n".format(repr(str(repository_ctx.attr.rules)))
    for folder, patterns in _FOLDERS.items():
        if folder.split("/")[0] in top and tree.get_child(*folder.split("/")).exists:
            place(repository_ctx, tree, folder)
        own = [file for file in _WHEEL_FILES if file in top] if folder == "authentik" else []
        build += _group(folder.replace("/", "_"), "{} + {}".format(repr(own), _glob([folder + "/" + pattern for pattern in patterns], left_out))) + "\n"
    for file in _WHEEL_FILES + ["manage.py"]:
        if file in top:
            place(repository_ctx, tree, file)
    build += _group("manage", _glob(["manage.py"]))
    build += "\n" + _group("pyproject", _glob(["pyproject.toml"]))
    folders = []
    if "packages" in top:
        for package in sorted(top["packages"].readdir(watch = "yes"), key = lambda path: path.basename):
            if package.get_child("pyproject.toml").exists:
                folders.append("packages/" + package.basename)
    for folder in folders:
        place(repository_ctx, tree, folder)
        name = "package_" + folder.removeprefix("packages/").replace("-", "_")
        build += "\n" + _group(name, _glob([folder + "/**"]))
        build += "\nhatch_wheel(\n    name = {},\n    srcs = [{}],\n)\n".format(repr(name + "_wheel"), repr(":" + name))
    build += "\n" + _group("packages", _glob([folder + "/**" for folder in folders]) if folders else "[]")
    build += "\n" + _group("package_wheels", repr([":package_{}_wheel".format(folder.removeprefix("packages/").replace("-", "_")) for folder in folders]))
    repository_ctx.file("BUILD.bazel", build)

python_source_repository = repository_rule(
    doc = """The Python side of an authentik source tree: a group of files for the core (`authentik`), for each in-tree
package (`package_<name>`, its wheel being `package_<name>_wheel`) and for all of these (`packages`, `package_wheels`), for each folder of data that the core reads (`blueprints`, `lifecycle`, `locale`, `schemas`,
`web_authentik`, `web_icons`), `tests` for the folder of tests that do not lie in the core, and `manage` and `pyproject` for
manage.py and pyproject.toml.""",
    implementation = _python_source_repository_impl,
    attrs = SOURCE_ATTRS | {
        "rules": attr.label(
            doc = "The file that has the rule hatch_wheel, for the repository's BUILD file.",
            mandatory = True,
        ),
    },
)
