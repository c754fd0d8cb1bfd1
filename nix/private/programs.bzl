"""The programs that lay repositories out, which Nix builds: a repository that says where in Nix's store they are.

What they lay out is laid out again when one of them is another, and only then: an edit runs nix-build anew, and where that gives
the same program nothing more happens. So the repositories that use them need not watch what they are made of.
"""

load(":nix.bzl", "nix_build_all", "nix_evaluate")
load(":tree.bzl", "workspace")

_FILE = "programs.json"

def _watch_files(repository_ctx, root, files):
    """Watches the files of a program, and their folders: a new file may belong to it."""
    folders = {}
    for file in files:
        path = root.get_child(*file.split("/"))
        repository_ctx.watch(path)
        folders[str(path.dirname)] = path.dirname
    for folder in folders.values():
        folder.readdir(watch = "yes")

def _programs_repository_impl(repository_ctx):
    root = workspace(repository_ctx)
    nix = root.get_child("nix")
    repository_ctx.watch_tree(nix)
    for file in ["go.mod", "go.sum"]:
        repository_ctx.watch(root.get_child(file))
    attributes = repository_ctx.attr.attributes
    arguments = [nix]
    for attribute in attributes.values():
        arguments += ["-A", attribute]
    programs = dict(zip(attributes.keys(), nix_build_all(repository_ctx, repository_ctx.attr.what, arguments)))
    for name, attribute in attributes.items():
        if attribute.startswith("steps."):
            _watch_files(repository_ctx, root, repository_ctx.read(programs[name] + "/files", watch = "no").splitlines())
    for name, attribute in repository_ctx.attr.identities.items():
        programs[name] = nix_evaluate(repository_ctx, [nix, "-A", attribute])
    repository_ctx.file(_FILE, json.encode(programs))
    repository_ctx.file("BUILD.bazel", "exports_files([{}])\n".format(repr(_FILE)))

programs_repository = repository_rule(
    doc = "Offers programs.json: names, and where in Nix's store what they name is.",
    implementation = _programs_repository_impl,
    attrs = {
        "what": attr.string(
            doc = "What the programs do, for the progress line and the error.",
            mandatory = True,
        ),
        "attributes": attr.string_dict(
            doc = "Attributes of the package set, by name.",
            mandatory = True,
        ),
        "identities": attr.string_dict(
            doc = "Attributes with a text that is another when something else is that programs need.",
        ),
    },
)

PROGRAMS_ATTRS = {
    "programs": attr.label(
        doc = "The programs.json of the programs that lay it out.",
        allow_single_file = [".json"],
        mandatory = True,
    ),
}

def programs_of(repository_ctx):
    """The programs that lay a repository out.

    Args:
      repository_ctx: of a repository rule with PROGRAMS_ATTRS, which runs again when one of them is another.

    Returns:
      dict of a name to a folder in Nix's store.
    """
    return json.decode(repository_ctx.read(repository_ctx.attr.programs))
