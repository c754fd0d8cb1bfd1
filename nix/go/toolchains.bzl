"""The macro go_toolchains."""

load("@authentik_sources//:sources.bzl", "SOURCES")
load("@nix_packages//:labels.bzl", "DEFAULT_GO")

_PLATFORM = [
    "@platforms//cpu:x86_64",
    "@platforms//os:linux",
]

# buildifier: disable=unnamed-macro
def go_toolchains():
    """Declares a Go toolchain for each source whose line says another Go than the set's own, which rules_go registers for all."""
    for source, line in SOURCES.items():
        if line["go"] != DEFAULT_GO:
            native.toolchain(
                name = "of_" + source,
                exec_compatible_with = _PLATFORM,
                target_compatible_with = _PLATFORM,
                target_settings = ["//:source_is_" + source],
                toolchain = "@go_sdk_{}//:go_linux_amd64-impl".format(line["go"].replace(".", "_")),
                toolchain_type = "@rules_go//go:toolchain",
            )
