"""The hub of the sources: which there are, of which line each is, and where their targets lie."""

load("//lines/private:resolve.bzl", "nearest", "of_version")
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
    newest = of_version(lines[nearest("9999.1", lines.keys())], None)
    found = {}
    for source in json.decode(repository_ctx.attr.sources):
        line = json.decode(source["line"]) if source["line"] else newest
        version = source["source"]
        if source["folder"]:
            version = version_of(repository_ctx, workspace(repository_ctx).get_child(source["folder"]))
        if source["environ"]:
            # What is wrong with it is said by its own repositories, when it is what is built.
            tree, _ = checkout(repository_ctx, source["source"], source["environ"])
            line = find_line(repository_ctx, lines, tree)[0] if tree else newest
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
