"""The programs of nix/ that repository rules run, found once for all of them."""

load(":nix.bzl", "nix_build_all")
load(":tree.bzl", "workspace")

# Of repository rules that call tools().
TOOLS_ATTRS = {
    "_tools": attr.label(
        default = "@authentik_tools//:tools.json",
        allow_single_file = True,
    ),
}

def tools(repository_ctx):
    """The programs that lay a repository out; another one of them lays it out anew.

    Args:
      repository_ctx: of a repository rule with TOOLS_ATTRS.

    Returns:
      struct of akbuild, gazelle (programs) and go (a folder): store paths.
    """
    found = json.decode(repository_ctx.read(repository_ctx.attr._tools))
    return struct(
        akbuild = found["akbuild"] + "/bin/akbuild",
        gazelle = found["gazelle"] + "/bin/gazelle",
        go = found["go"],
    )

def _tools_repository_impl(repository_ctx):
    root = workspace(repository_ctx)
    for file in ["go.mod", "go.sum"]:
        repository_ctx.watch(root.get_child(file))
    for folder in ["nix", "tools"]:
        repository_ctx.watch_tree(root.get_child(folder))
    names = ["akbuild", "gazelle", "go"]
    arguments = [root.get_child("nix")]
    for name in names:
        arguments += ["-A", name]
    found = nix_build_all(repository_ctx, "the tools", arguments)
    repository_ctx.file("tools.json", json.encode(dict(zip(names, found))))
    repository_ctx.file("BUILD.bazel", "exports_files([\"tools.json\"])\n")

tools_repository = repository_rule(
    doc = "Offers tools.json: the store paths of the programs that repository rules run. What they print is an input of nobody; which ones they are is.",
    implementation = _tools_repository_impl,
)
