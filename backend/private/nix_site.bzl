"""The rule nix_site."""

load(":providers.bzl", "NixSiteInfo")

def _nix_site_impl(ctx):
    return [
        DefaultInfo(files = depset([ctx.file.list])),
        NixSiteInfo(
            path = ctx.attr.path,
            outside = ctx.attr.outside,
            list = ctx.file.list,
        ),
    ]

nix_site = rule(
    doc = """Says where Nix installed wheels: python_site_repository of //nix/private has one, which stored_site links to.

**Providers:** NixSiteInfo. The output is the list of files.""",
    implementation = _nix_site_impl,
    attrs = {
        "list": attr.label(
            doc = "The list of its files, and the wheel that each is of.",
            allow_single_file = True,
            mandatory = True,
        ),
        "outside": attr.string(
            doc = "The name that the same folder has for whoever looks at what was built.",
            mandatory = True,
        ),
        "path": attr.string(
            doc = "The folder in Nix's store with site, scripts and data.",
            mandatory = True,
        ),
    },
    provides = [NixSiteInfo],
)
