"""Names for targets of the source that --//:source chooses."""

load("@authentik_sources//:sources.bzl", "SOURCES", "source_label")

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
        }, no_match_error = "--//:source names a source that is unknown: use one of " + ", ".join(SOURCES)),
        visibility = ["//visibility:public"],
    )
