"""A repository that holds a Nix expression and the files it reads."""

def _place(label):
    """The path of a source file in this repository: the same as in the module it comes from."""
    return "/".join([part for part in [label.package, label.name] if part])

def _local_repository_impl(repository_ctx):
    files = [repository_ctx.attr.nix_file] + repository_ctx.attr.nix_file_deps

    # Symlinks, so that an edit is seen; a package rule watches each file.
    for label in files:
        repository_ctx.symlink(repository_ctx.path(label), _place(label))
    places = [_place(label) for label in files]
    repository_ctx.file("nix-file-deps", "\n".join(places))

    # "@nixpkgs" is short for "@nixpkgs//:nixpkgs".
    repository_ctx.symlink(places[0], repository_ctx.attr.unmangled_name)
    repository_ctx.file("BUILD.bazel", "exports_files({})\n".format(repr(places + [repository_ctx.attr.unmangled_name])))

local_repository = repository_rule(
    doc = "A Nix expression with its files, for `package` to evaluate.",
    implementation = _local_repository_impl,
    attrs = {
        "unmangled_name": attr.string(
            doc = "The repository's name as its user wrote it.",
            mandatory = True,
        ),
        "nix_file": attr.label(
            doc = "The expression.",
            mandatory = True,
            allow_single_file = [".nix"],
        ),
        "nix_file_deps": attr.label_list(
            doc = "Every other file that it reads.",
        ),
    },
)
