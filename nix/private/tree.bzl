"""Where a source tree lies: shared by the repositories of its Go side and its Python side."""

load(":lines.bzl", "find_line")
load(":nix.bzl", "nix_build_all")
load(":step.bzl", "run_step")

SOURCE_ATTRS = {
    "source": attr.string(
        doc = "What //:source calls it: sample, checkout or a release's version.",
        mandatory = True,
    ),
    "folder": attr.string(
        doc = "A tree in this repository, which needs no BUILD file: its path below the root.",
    ),
    "environ": attr.string(
        doc = "An environment variable that holds the path of a checkout.",
    ),
    "line": attr.string(
        doc = "Its release line, as JSON of what of_version() of //lines/private makes of it; empty for a checkout, which says it itself.",
    ),
    "lines": attr.string(
        doc = "All lines, as JSON, for a checkout to find its own among.",
    ),
    "pin": attr.string(
        doc = "Of a release the record that pins its source: with another one all its repositories are made anew.",
    ),
}

def workspace(repository_ctx):
    """The root of this repository's checkout.

    Args:
      repository_ctx: of the repository rule.

    Returns:
      path.
    """
    return repository_ctx.path(Label("//:MODULE.bazel")).dirname

def source_tree(repository_ctx):
    """The folder of the source tree, and whether it may change under us.

    Args:
      repository_ctx: of a repository rule with SOURCE_ATTRS.

    Returns:
      a path and True, or None and False for a release, which Nix fetches.
    """
    if repository_ctx.attr.folder:
        return workspace(repository_ctx).get_child(repository_ctx.attr.folder), True
    if repository_ctx.attr.environ:
        tree, problem = checkout(repository_ctx, repository_ctx.attr.source, repository_ctx.attr.environ)
        if problem:
            fail(problem)
        return tree, True
    return None, False

def checkout(repository_ctx, source, environ):
    """The checkout that a variable names.

    Args:
      repository_ctx: of a repository rule.
      source: string; what //:source calls it.
      environ: string; the variable.

    Returns:
      (path, problem): None and a sentence if there is none.
    """
    value = repository_ctx.getenv(environ)
    if not value:
        return None, "//:source={} builds the checkout that {} names, which is not set: {}=/path/to/authentik ./bazelw build --//:source={} ...".format(
            source,
            environ,
            environ,
            source,
        )
    tree = repository_ctx.path(value)
    if not tree.get_child("go.mod").exists:
        return None, "{} names {}, which is no authentik checkout: it has no go.mod (a path must be absolute, and below a folder that the engine shows)".format(
            environ,
            value,
        )
    return tree, ""

def source_line(repository_ctx, tree):
    """The release line of the source tree.

    Args:
      repository_ctx: of a repository rule with SOURCE_ATTRS.
      tree: path of the tree.

    Returns:
      dict; see of_version() of //lines/private:resolve.bzl.
    """
    if repository_ctx.attr.line:
        return json.decode(repository_ctx.attr.line)
    line, problem = find_line(repository_ctx, json.decode(repository_ctx.attr.lines), tree)
    if problem:
        fail(problem)
    return line

def line_files(repository_ctx, names):
    """The paths of files of lines, which are watched.

    Args:
      repository_ctx: of a repository rule.
      names: list of strings; their paths below lines/.

    Returns:
      list of paths.
    """
    files = [workspace(repository_ctx).get_child("lines", *name.split("/")) for name in names]
    for file in files:
        repository_ctx.watch(file)
    return files

def _from_mirror(repository_ctx, root, source):
    """Takes a release's source from the folder that AUTHENTIK_MIRROR names, if there is one and it has the release.

    Args:
      repository_ctx: of a repository rule.
      root: path of this repository's checkout.
      source: string; the version.

    Returns:
      string; what to say of the mirror when the source comes from nowhere else either.
    """

    # Not repository_ctx.getenv: where the bytes came from is nothing that a repository depends on.
    mirror = repository_ctx.os.environ.get("AUTHENTIK_MIRROR")
    if not mirror:
        return "set AUTHENTIK_MIRROR to a folder that has a git mirror or the release's tarball"
    program = nix_build_all(repository_ctx, "the program that reads mirrors", [root.get_child("nix"), "-A", "steps.mirror"])[0]
    repository_ctx.report_progress("looking for authentik {} in {}".format(source, mirror))
    run_step(repository_ctx, [
        program + "/bin/mirror",
        "mirror",
        "--mirror",
        mirror,
        "--lines",
        str(root.get_child("lines")),
        "--release",
        source,
    ])
    return "put it into {}, where AUTHENTIK_MIRROR points to and which has neither a git repository with its tag nor its tarball".format(mirror)

def release_outputs(repository_ctx, attributes):
    """Builds attributes of a release's source, which comes from AUTHENTIK_MIRROR or else from its public repository.

    Args:
      repository_ctx: of a repository rule with SOURCE_ATTRS.
      attributes: list of strings to put behind source_<version>.

    Returns:
      list of store paths.
    """
    source = repository_ctx.attr.source
    root = workspace(repository_ctx)
    mirror = _from_mirror(repository_ctx, root, source)
    arguments = [root.get_child("nix")]
    for attribute in attributes:
        arguments += ["-A", "source_" + source.replace(".", "_") + attribute]
    return nix_build_all(
        repository_ctx,
        "the source of authentik {}".format(source),
        arguments,
        repair = "authentik {} is fetched from its public repository, which this machine does not reach: {}, build a checkout of it with AUTHENTIK_SOURCE=/path ./bazelw build --//:source=checkout, copy its store path from a machine that has it (nix copy), or build the sample".format(source, mirror),
    )

def source_folder(repository_ctx):
    """The folder of the source tree, of a release that which Nix fetched, and whether it may change under us.

    Args:
      repository_ctx: of a repository rule with SOURCE_ATTRS.

    Returns:
      (path, bool).
    """
    tree, mutable = source_tree(repository_ctx)
    if not mutable:
        tree = repository_ctx.path(release_outputs(repository_ctx, [""])[0])
    return tree, mutable

def copied(tree):
    """Whether the files of a tree are copied instead of being linked: actions have a /tmp of their own.

    Args:
      tree: path of the source tree.

    Returns:
      bool.
    """
    return str(tree).startswith("/tmp/")

def place(repository_ctx, tree, path, below = ""):
    """Makes a folder or file of the tree one of the repository's.

    It becomes a link. Bazel sees an edit, a new file and a removed one through links to folders, and runs what uses them:
    the repository rule need not run again.

    Args:
      repository_ctx: of a repository rule.
      tree: path of the source tree.
      path: string; the place in the tree, with slashes.
      below: string; folder of the repository that it comes into, at the same place.
    """
    original = tree.get_child(*path.split("/"))
    target = repository_ctx.path(below + "/" + path if below else path)
    if not copied(tree):
        repository_ctx.symlink(original, target)
        return
    if original.is_dir:
        repository_ctx.watch_tree(original)
    else:
        repository_ctx.watch(original)
    for command in [["mkdir", "-p", str(target.dirname)], ["cp", "-rL", str(original), str(target)]]:
        result = repository_ctx.execute(command)
        if result.return_code:
            fail("{} of the source {} could not be copied: {}".format(path, tree, result.stderr.strip()))
