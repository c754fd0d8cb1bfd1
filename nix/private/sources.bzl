"""The hub of the sources: which there are, of which line each is, and where their targets lie."""

load(":lines.bzl", "find_line", "version_of")
load(":tree.bzl", "checkout", "workspace")

_BZL = """\
\"\"\"The sources that --//:source chooses from, for //lines:def.bzl to load.\"\"\"

# By name: what the source's release line says, and its own version; empty if it says none.
SOURCES = {sources}

def source_label(source, side, target):
    \"\"\"The label of a source's target.

    Args:
      source: string; a key of SOURCES.
      side: string; what comes behind the name of the source's repository: "", "_python", "_wheels", ...
      target: string; the label in that repository.

    Returns:
      Label.
    \"\"\"
    return Label("@authentik_" + source.replace(".", "_").replace("-", "_") + side + target)
"""

def _sources_repository_impl(repository_ctx):
    lines = json.decode(repository_ctx.attr.lines)
    sources = json.decode(repository_ctx.attr.sources)

    # A checkout that is not there, or of no line, is refused by its own repositories, when it is what is built. Until then it is taken
    # for one of a line whose toolchains there are.
    stand_in = [json.decode(source["line"]) for source in sources if source["line"]][0]
    found = {}
    for source in sources:
        line = json.decode(source["line"]) if source["line"] else stand_in
        version = source["source"]
        if source["folder"]:
            version = version_of(repository_ctx, workspace(repository_ctx).get_child(source["folder"]))
        if source["environ"]:
            tree, _ = checkout(repository_ctx, source["source"], source["environ"])
            of_tree, problem = find_line(repository_ctx, lines, tree) if tree else (None, "there is none")
            line = stand_in if problem else of_tree
            version = version_of(repository_ctx, tree) if tree else ""
        found[source["source"]] = line | {"version": version}
    repository_ctx.file("sources.bzl", _BZL.format(sources = repr(found)))

    # For the test that compares how lines are read.
    repository_ctx.file("lines.json", repository_ctx.attr.lines)
    repository_ctx.file("BUILD.bazel", "exports_files([\"lines.json\", \"sources.bzl\"])\n")

sources_repository = repository_rule(
    doc = "Offers sources.bzl: each source with what its release line says, and the labels of its targets.",
    implementation = _sources_repository_impl,
    attrs = {
        "sources": attr.string(
            doc = "The sources, as JSON: a list of what their repositories are given.",
            mandatory = True,
        ),
        "lines": attr.string(
            doc = "The lines, as JSON: what read_lines() of lines.bzl returned.",
            mandatory = True,
        ),
    },
)
