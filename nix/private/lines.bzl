"""The release line of a source."""

load("//lines/private:resolve.bzl", "line_of", "nearest", "of_version", "resolve")

# Names a line for a checkout of a version that has none.
_FORCED = "AUTHENTIK_LINE"

# It says a source tree's version, in every line that is known.
_VERSION_FILE = "internal/constants/VERSION"

def read_lines(module_ctx):
    """Reads the folders of lines/.

    Args:
      module_ctx: of the module extension.

    Returns:
      dict of a line's name to what resolve() makes of it.
    """
    lines = {}
    for folder in module_ctx.path(Label("//lines:BUILD.bazel")).dirname.readdir():
        if folder.get_child("line.json").exists:
            lines[folder.basename] = struct(
                record = json.decode(module_ctx.read(folder.get_child("line.json"))),
                files = [file.basename for file in folder.readdir()],
            )
    resolved, problem = resolve(
        lines,
        json.decode(module_ctx.read(Label("//nix:releases/pythons.json")))["versions"],
        json.decode(module_ctx.read(Label("//nix:releases/gos.json")))["versions"].keys(),
    )
    if problem:
        fail(problem)
    return resolved

def version_of(repository_ctx, tree):
    """The version that a source tree says it is; empty if it says none.

    Args:
      repository_ctx: of a repository rule, which runs again when that changes.
      tree: path of the tree.

    Returns:
      string.
    """
    path = tree.get_child(*_VERSION_FILE.split("/"))
    repository_ctx.watch(path)
    return repository_ctx.read(path).strip() if path.exists else ""

def find_line(repository_ctx, lines, tree):
    """The line of a checkout.

    Args:
      repository_ctx: of a repository rule.
      lines: dict, what read_lines returned.
      tree: path of the checkout.

    Returns:
      (dict, problem): what of_version() makes of the line, and a sentence; the line is the nearest when there is one.
    """
    version = version_of(repository_ctx, tree)
    forced = repository_ctx.getenv(_FORCED)
    if forced:
        if forced in lines:
            return of_version(lines[forced], version), ""
        return of_version(lines.values()[0], None), "{} says {}, of which there is no folder in lines: there are {}".format(_FORCED, forced, ", ".join(sorted(lines)))
    line = line_of(version)
    if line in lines:
        return of_version(lines[line], version), ""
    if not version:
        near, what = nearest("9999.1", lines.keys()), "says no version in " + _VERSION_FILE
    else:
        near, what = nearest(line, lines.keys()), "is authentik {}, of which there is no line".format(version)
    return of_version(lines[near], None), "the source {} {}: {}={} builds it as the nearest that there is, and docs/lines.md says how a line is added".format(tree, what, _FORCED, near)
