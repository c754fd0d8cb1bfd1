"""What the web UI of a source tree is built from, as a repository of its own."""

load(":tree.bzl", "SOURCE_ATTRS", "place", "source_folder", "source_line")

# Files at the top of a source, and folders of it. Documents that pages of the UI show lie in website/docs.
_PLACES = ["package.json", "web", "website/docs", "packages/tsconfig"]

_NO_SOURCE = ["**/node_modules/**", "**/*.stories.ts", "**/*.test.ts", "**/*.comp.ts"]

# What is made of the translations.
_MADE = ["web/src/locales/**"]

# Documents that the UI imports: bundler/mdx-plugin names the folder.
_DOCUMENTS = [
    "website/docs/add-secure-apps/applications/*.md*",
    "website/docs/add-secure-apps/providers/*/*.md*",
    "website/docs/users-sources/sources/protocols/*/*.md*",
]

_WORKSPACES = ["web/packages/" + name + "/**" for name in ["core", "formdata-polyfill", "lex", "node-domexception"]]

# Groups, by what runs on them. An edit of what is in none of them builds nothing.
_GROUPS = {
    "lock": ["web/package-lock.json"],
    "tsconfig": ["packages/tsconfig/**"],
    "configuration": ["package.json", "web/package.json", "web/tsconfig*.json", "web/lit-localize.json"],
    # What a line may replace texts of.
    "plugin": ["package.json", "web/bundler/style-loader-plugin/node.js", "web/scripts/build-locales.mjs"],
    "messages": ["web/src/**/*.ts"],
    "locales": ["web/xliff/*.xlf", "web/scripts/*", "web/logger/**", "web/paths/**", "web/types/**", "web/bundler/**"] + _WORKSPACES,
    "bundle": ["web/src/**", "web/icons/**", "web/fonts/**", "web/bundler/**", "web/logger/**", "web/paths/**", "web/scripts/*", "web/types/**"] + _WORKSPACES + _DOCUMENTS,
    "sfe": ["web/packages/sfe/**", "web/paths/**"] + _WORKSPACES,
    # Tests that need no browser.
    "unit": ["web/unit/**", "web/src/**/*.unit.test.ts", "web/src/**/*.unit.spec.ts"],
}

# Of a group, what is none of it.
_EXCLUDED = {
    "bundle": _NO_SOURCE + _MADE,
    "messages": _NO_SOURCE + _MADE,
    "unit": [],
}

_CLIENT = """\
package(default_visibility = ["//visibility:public"])

filegroup(
    name = "client",
    srcs = ["package.json"] + glob(["src/**"]),
)

exports_files(["config.yaml"])
"""

def _web_source_repository_impl(repository_ctx):
    tree, _ = source_folder(repository_ctx)
    for path in _PLACES:
        if tree.get_child(*path.split("/")).exists:
            place(repository_ctx, tree, path)
    client = source_line(repository_ctx, tree)["clients"]["typescript"].get("tree")
    if client:
        # A package of its own, below the folder that its files are linked from.
        for file in tree.get_child(*client.split("/")).readdir(watch = "yes"):
            if file.basename in ["config.yaml", "package.json", "src"]:
                place(repository_ctx, tree, client + "/" + file.basename)
        repository_ctx.file(client + "/BUILD.bazel", _CLIENT)
    repository_ctx.file("BUILD.bazel", "package(default_visibility = [\"//visibility:public\"])\n" + "".join([
        "\nfilegroup(\n    name = {},\n    srcs = glob({}, exclude = {}, allow_empty = True),\n)\n".format(
            repr(name),
            repr(patterns),
            repr(_EXCLUDED.get(name, _NO_SOURCE)),
        )
        for name, patterns in _GROUPS.items()
    ]))

web_source_repository = repository_rule(
    doc = """The web side of an authentik source tree: a group of files for each program that is run on it (`messages`, `locales`, `bundle`, `sfe`, `unit`), and `configuration`,
`lock`, `plugin` and `tsconfig`. A client that lies in the source is the group `client` of the package of its folder.""",
    implementation = _web_source_repository_impl,
    attrs = SOURCE_ATTRS,
)
