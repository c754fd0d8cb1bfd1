"""The rule stored_site."""

load(":providers.bzl", "NixSiteInfo", "PythonSiteInfo")
load(":site_parts.bzl", "site_providers", "stored_link")

def _stored_site_impl(ctx):
    stored = ctx.attr.site[NixSiteInfo]
    outside = stored.outside + "/site"
    files = ctx.actions.declare_file(ctx.label.name + ".list")
    ctx.actions.symlink(output = files, target_file = stored.list)
    return site_providers(PythonSiteInfo(
        site = stored_link(ctx, ctx.attr.out, outside),
        outside = outside,

        # What actions read they find under a name that is the same on every machine, and so are the keys of what they make.
        contents = stored_link(ctx, ctx.label.name + "_contents", stored.path + "/site"),
        scripts = stored_link(ctx, ctx.label.name + "_scripts", stored.path + "/scripts"),
        data = stored_link(ctx, ctx.label.name + "_data", stored.path + "/data"),
        list = files,
    ))

stored_site = rule(
    doc = """Installed wheels that lie in Nix's store, as python_site would install them. The folder is a link that Bazel does not follow: 50,000
files are neither copied nor cached, nor read for their hashes, since the store's name says what is in it. Whoever copies what the folder is in (`cp -rL`) has the files.

**Providers:** PythonSiteInfo. The output is the folder; the group `extras` is the rest.""",
    implementation = _stored_site_impl,
    attrs = {
        "out": attr.string(
            doc = "The folder's path below the package.",
            mandatory = True,
        ),
        "site": attr.label(
            doc = "Where Nix installed them.",
            providers = [NixSiteInfo],
            mandatory = True,
        ),
    },
    provides = [PythonSiteInfo],
)
