"""Names for targets of the source that --//:source chooses."""

load("@authentik_sources//:sources.bzl", "SOURCES", "source_label")
load("//lines:def.bzl", "client_in_tree")
load("//nix/private:npm_packages.bzl", _NPM_PARTS = "NPM_PARTS")

NPM_PARTS = _NPM_PARTS

_UNKNOWN = "--//:source names a source that is unknown: use one of " + ", ".join(SOURCES)

def client_alias(name, language, file, side):
    """An alias for what lies in the folder of a client that is part of the chosen source; incompatible where none lies there.

    Args:
      name: string; name of the alias.
      language: string; go or typescript.
      file: string; what of the folder: a file, or a group that the source's repository makes of it.
      side: string; of the repository, as in source_alias.
    """
    native.alias(
        name = name,
        actual = select({
            "//:source_is_" + source: source_label(source, side, "//{}:{}".format(client_in_tree(line, language), file)) if client_in_tree(line, language) else ":no_client"
            for source, line in SOURCES.items()
        }, no_match_error = _UNKNOWN),
        tags = ["manual"],
        visibility = ["//visibility:public"],
    )

def npm_of(part, what):
    """The label of what a part of the web build has of npm.

    Args:
      part: string; the part, such as bundle.
      what: string; packages, for packages.json, or tarballs.

    Returns:
      string.
    """
    for suffix, parts in NPM_PARTS.items():
        if part in parts:
            return "//nix/source:{}_{}".format(suffix.removeprefix("_"), what)
    fail("the web build has no part {}: nix/private/npm_packages.bzl has {}".format(part, NPM_PARTS))

def source_alias(name, target, side = "", testonly = False):
    """An alias for the target of that label in the repository of the chosen source.

    Args:
      name: string; name of the alias.
      target: string; label in the source's repository, such as //cmd/server.
      side: string; "_python" for the repository of the source's Python side, "_wheels" for that of its distributions.
      testonly: bool; whether only tests may use it.
    """
    native.alias(
        name = name,
        testonly = testonly,
        actual = select({
            "//:source_is_" + source: source_label(source, side, target)
            for source in SOURCES
        }, no_match_error = _UNKNOWN),
        visibility = ["//visibility:public"],
    )
