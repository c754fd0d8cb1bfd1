"""The sources that --//:source chooses from."""

SOURCES = ["sample", "checkout", "2025.12.4"]

def source_repository_name(source):
    """The repository of a source: 2025.12.4 -> @authentik_2025_12_4."""
    return "@authentik_" + source.replace(".", "_")

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
            "//:source_is_" + source: source_repository_name(source) + side + target
            for source in SOURCES
        }, no_match_error = "--//:source names a source that is unknown: use one of " + ", ".join(SOURCES)),
        visibility = ["//visibility:public"],
    )
