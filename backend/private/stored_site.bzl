"""The rule stored_site."""

load("//tools/steps:def.bzl", "steps")
load(":providers.bzl", "PythonSiteInfo")

def _stored_site_impl(ctx):
    site = ctx.actions.declare_directory(ctx.attr.out)
    scripts = ctx.actions.declare_directory(ctx.label.name + "_scripts")
    data = ctx.actions.declare_directory(ctx.label.name + "_data")
    listing = ctx.actions.declare_file(ctx.label.name + ".list")
    args = ctx.actions.args()
    args.add("python-link")
    args.add("--place", ctx.file.place)
    args.add("--site", site.path)
    args.add("--scripts", scripts.path)
    args.add("--data", data.path)
    args.add("--list", listing)
    ctx.actions.run(
        executable = ctx.executable._step_tree,
        arguments = [args],
        inputs = [ctx.file.place],
        outputs = [site, scripts, data, listing],
        mnemonic = "PythonSiteLink",
        progress_message = "Linking to the distributions of %{label}",
        # Links, each machine's own: no cache is to have them.
        execution_requirements = {"no-cache": "1"},
    )
    return [
        DefaultInfo(files = depset([site])),
        OutputGroupInfo(extras = depset([scripts, data, listing])),
        PythonSiteInfo(
            site = site,
            scripts = scripts,
            data = data,
            list = listing,
        ),
    ]

stored_site = rule(
    doc = """Installed wheels that lie in Nix's store, as python_site would install them. The folder is a link to the store: 50,000 files are
neither copied nor cached, and whoever copies what the folder is in (`cp -rL`) has the files.

**Providers:** PythonSiteInfo. The output is the folder; the group `extras` is the rest.""",
    implementation = _stored_site_impl,
    attrs = steps("tree") | {
        "place": attr.label(
            doc = "A file that holds the path of the folder with site, scripts, data and list: python_site_repository of //nix/private.",
            allow_single_file = True,
            mandatory = True,
        ),
        "out": attr.string(
            doc = "The folder's path below the package.",
            mandatory = True,
        ),
    },
    provides = [PythonSiteInfo],
)
