"""Nix packages as repositories, for module extensions: of what the real rules_nixpkgs_core has in this file what is used here."""

load("//private:local_repository.bzl", "local_repository")
load("//private:package.bzl", "package")

def nixpkgs_local_repository(*, name, nix_file, nix_file_deps = []):
    """Makes a Nix expression known to nixpkgs_package.

    Args:
      name: string; name of the repository.
      nix_file: label; the file with the Nix expression: a function of `config` and `overlays`, as nixpkgs is one.
      nix_file_deps: list of labels; every other file that the expression reads. They keep their places relative to it.
    """
    local_repository(
        name = name,
        unmangled_name = name,
        nix_file = nix_file,
        nix_file_deps = nix_file_deps,
    )

def nixpkgs_package(name, attribute_path = "", repository = None, build_file = None, build_file_content = "", nixopts = []):
    """Builds a Nix package and offers its output as a repository.

    Args:
      name: string; name of the repository.
      attribute_path: string; attribute path of the package, names separated by dots; the name if it is empty.
      repository: label; what nixpkgs_local_repository made.
      build_file: label; file whose content becomes the repository's BUILD file.
      build_file_content: string; the same as it is. Only one of the two may be given.
      nixopts: list of strings; further arguments of nix-build.
    """
    if build_file and build_file_content:
        fail("the package {} has both build_file and build_file_content: give one".format(name))
    if not repository:
        fail("the package {} names no Nix repository: give `repository`".format(name))
    package(
        name = name,
        attribute_path = attribute_path or name,
        repository = repository,
        build_file = build_file,
        build_file_content = build_file_content,
        nixopts = nixopts,
    )
