"""Repositories of Go code that the step source lays out: authentik source trees, and the third-party Go modules of our own module."""

load(":nix.bzl", "nix_build_all")
load(":programs.bzl", "PROGRAMS_ATTRS", "programs_of")
load(":step.bzl", "run_step")
load(":tree.bzl", "SOURCE_ATTRS", "copied", "line_files", "source_folder", "source_line", "source_tree", "workspace")

CLIENT_MODULE = "goauthentik.io/api/v3"

SCHEMA_ATTRS = {
    "schema": attr.label(
        doc = "OpenAPI schema for a tree that has no schema.yml.",
    ),
}

def _tools(repository_ctx):
    """The programs that lay a repository out: a struct of source, gazelle and go."""
    programs = programs_of(repository_ctx)
    return struct(source = programs["source"] + "/bin/source", gazelle = programs["gazelle"] + "/bin/gazelle", go = programs["go"])

def _run(repository_ctx, tools, arguments):
    """Runs the step source and returns what it prints."""
    nix = repository_ctx.which("nix-store")
    path = ([str(nix.dirname)] if nix else []) + ["/usr/bin", "/bin"]
    return run_step(repository_ctx, [tools.source] + arguments, environment = {"PATH": ":".join(path)}, progress = True).stdout

def _tools_of(repository_ctx, line):
    """The tools, with the Go SDK of the line, and its version, which is empty for the set's own."""
    tools = _tools(repository_ctx)
    gos = json.decode(repository_ctx.read(workspace(repository_ctx).get_child("nix", "releases", "gos.json")))
    if line["go"] == gos["default"]:
        return tools, ""
    go = nix_build_all(repository_ctx, "Go " + line["go"], [workspace(repository_ctx).get_child("nix"), "-A", "go_" + line["go"].replace(".", "_")])[0]
    return struct(source = tools.source, gazelle = tools.gazelle, go = go), line["go"]

def _vendor(repository_ctx, tools, name, go_mod, go_sum, imports, client, go_version = ""):
    """The vendor folder for a go.mod, a store path.

    go.sum is the pin: the step has the go command fetch what the store lacks of it, and lists what Nix must know beyond it."""
    repository_ctx.file("imports.txt", imports)
    repository_ctx.report_progress("the Go modules of " + name)
    _run(
        repository_ctx,
        tools,
        ["modules", "--go", tools.go + "/bin/go", "--go-mod", str(go_mod), "--go-sum", str(go_sum), "--list", "modules.json"] +
        (["--except", client] if client else []),
    )
    vendor = nix_build_all(repository_ctx, "the Go modules of " + name, [
        workspace(repository_ctx).get_child("nix").get_child("vendor.nix"),
        "--argstr",
        "name",
        name,
        "--argstr",
        "goMod",
        str(go_mod),
        "--argstr",
        "goSum",
        str(go_sum),
        "--argstr",
        "list",
        str(repository_ctx.path("modules.json")),
        "--argstr",
        "imports",
        str(repository_ctx.path("imports.txt")),
        "--argstr",
        "clientModule",
        client,
        "--argstr",
        "goVersion",
        go_version,
    ])[0]
    repository_ctx.delete("imports.txt")
    repository_ctx.delete("modules.json")
    return vendor

def _go_vendor_repository_impl(repository_ctx):
    go_mod = repository_ctx.path(repository_ctx.attr.go_mod)
    go_sum = repository_ctx.path(repository_ctx.attr.go_sum)
    repository_ctx.watch(go_mod)
    repository_ctx.watch(go_sum)
    tools = _tools(repository_ctx)
    imports = repository_ctx.read(repository_ctx.attr.imports)
    vendor = _vendor(repository_ctx, tools, "tools", go_mod, go_sum, imports, "")
    _run(repository_ctx, tools, [
        "source",
        "--vendor-only",
        "--naming",
        "go_default_library",
        "--vendor",
        vendor,
        "--gazelle",
        tools.gazelle,
        "--go-root",
        tools.go,
        "--out",
        ".",
    ])

go_vendor_repository = repository_rule(
    doc = "The third-party Go packages of a go.mod, each as //vendor/<import path>.",
    implementation = _go_vendor_repository_impl,
    attrs = PROGRAMS_ATTRS | {
        "go_mod": attr.label(doc = "The go.mod file.", mandatory = True, allow_single_file = True),
        "go_sum": attr.label(doc = "The go.sum file.", mandatory = True, allow_single_file = True),
        "imports": attr.label(doc = "The packages that are wanted, one a line.", mandatory = True, allow_single_file = True),
    },
)

def _go_imports_repository_impl(repository_ctx):
    tools = _tools(repository_ctx)
    root = workspace(repository_ctx)
    imports = []
    for folder in repository_ctx.attr.folders:
        repository_ctx.watch_tree(root.get_child(folder))
        found = _run(repository_ctx, tools, ["imports", str(root.get_child(folder)), "--module-prefix", "akbuild.internal"])

        # Tests of the client import it; it is no module that could be fetched.
        imports += [line for line in found.splitlines() if not line.startswith(CLIENT_MODULE)]
    repository_ctx.file("imports.txt", "".join([line + "\n" for line in imports]))
    repository_ctx.file("BUILD.bazel", "exports_files([\"imports.txt\"])\n")

go_imports_repository = repository_rule(
    doc = "The third-party Go packages that Go files of this repository import, as imports.txt. It is made anew for any edit, and what reads it only when it is another.",
    implementation = _go_imports_repository_impl,
    attrs = PROGRAMS_ATTRS | {
        "folders": attr.string_list(doc = "Folders below the root whose Go files are read.", mandatory = True),
    },
)

def _layout_arguments(repository_ctx, tree):
    """What the step must know of a source for its outline, as for its layout."""
    arguments = ["--tree", str(tree)]
    if repository_ctx.attr.environ and copied(tree):
        arguments.append("--copy")
    line = source_line(repository_ctx, tree)
    arguments += ["--substitutions", str(line_files(repository_ctx, [line["files"]["substitutions.yaml"]])[0])]
    if repository_ctx.attr.schema:
        arguments += ["--schema", str(repository_ctx.path(repository_ctx.attr.schema))]
    return arguments

def _source_outline_repository_impl(repository_ctx):
    tree, mutable = source_tree(repository_ctx)
    if mutable:
        # Files that lists of substitutions add.
        repository_ctx.watch_tree(workspace(repository_ctx).get_child("lines", "installed"))
        arguments = ["source-outline", "--watch-list", "watch.txt", "--out", "outline.txt"]
        _run(repository_ctx, _tools(repository_ctx), arguments + _layout_arguments(repository_ctx, tree))
        _watch(repository_ctx, tree)
        repository_ctx.delete("watch.txt")
    else:
        # A release is what it is.
        repository_ctx.file("outline.txt", "")
    repository_ctx.file("BUILD.bazel", "exports_files([\"outline.txt\"])\n")

source_outline_repository = repository_rule(
    doc = "outline.txt of a source tree: another one of it, and only that, lays the Go side of the source out anew. An edited function does not.",
    implementation = _source_outline_repository_impl,
    attrs = SOURCE_ATTRS | PROGRAMS_ATTRS | SCHEMA_ATTRS,
)

def _source_repository_impl(repository_ctx):
    source = repository_ctx.attr.source
    repository_ctx.watch(repository_ctx.path(repository_ctx.attr.outline))
    tree, _ = source_folder(repository_ctx)
    line = source_line(repository_ctx, tree)
    tools, go_version = _tools_of(repository_ctx, line)

    # A client that lies in the source is a package of its own module.
    client = "" if line["clients"]["go"].get("tree") else CLIENT_MODULE
    imports = _run(repository_ctx, tools, ["imports", str(tree)])
    vendor = _vendor(repository_ctx, tools, source, tree.get_child("go.mod"), tree.get_child("go.sum"), imports, client, go_version)

    # Files that lists of substitutions add.
    repository_ctx.watch_tree(workspace(repository_ctx).get_child("lines", "installed"))
    _run(repository_ctx, tools, [
        "source",
        "--vendor",
        vendor,
        "--gazelle",
        tools.gazelle,
        "--go-root",
        tools.go,
        "--client-module",
        client,
        "--client-label",
        str(repository_ctx.attr.client) if client else "",
        "--out",
        ".",
    ] + _layout_arguments(repository_ctx, tree))

def _watch(repository_ctx, tree):
    """Watches what the step says the outline is made of, and nothing else: a Python file may change without it."""
    for line in repository_ctx.read("watch.txt", watch = "no").splitlines():
        kind, _, place = line.partition(" ")
        path = tree if place == "." else tree.get_child(*place.split("/"))
        if kind == "folder":
            path.readdir(watch = "yes")
        elif kind == "whole":
            repository_ctx.watch_tree(path)
        else:
            repository_ctx.watch(path)

source_repository = repository_rule(
    doc = "The Go side of an authentik source tree, with its third-party Go modules in vendor/ and BUILD files for its Go packages.",
    implementation = _source_repository_impl,
    attrs = SOURCE_ATTRS | PROGRAMS_ATTRS | SCHEMA_ATTRS | {
        "outline": attr.label(
            doc = "outline.txt of the source_outline_repository of the same source.",
            mandatory = True,
        ),
        "client": attr.label(
            doc = "The go_library that the tree's packages get for the API client.",
            mandatory = True,
        ),
    },
)
