"""The rule stored_site."""

load("//tools/steps:def.bzl", "steps")
load(":providers.bzl", "PythonSiteInfo")
load(":site_parts.bzl", "declare_site", "site_outputs", "site_providers")

def _stored_site_impl(ctx):
    site = declare_site(ctx, ctx.attr.out)
    args = ctx.actions.args()
    args.add("python-link")
    args.add("--place", ctx.file.place)
    args.add("--site", site.site.path)
    args.add("--scripts", site.scripts.path)
    args.add("--data", site.data.path)
    args.add("--list", site.list)
    ctx.actions.run(
        executable = ctx.executable._step_tree,
        arguments = [args],
        inputs = [ctx.file.place],
        outputs = site_outputs(site),
        mnemonic = "PythonSiteLink",
        progress_message = "Linking to the distributions of %{label}",
        # Links, each machine's own: no cache is to have them.
        execution_requirements = {"no-cache": "1"},
    )
    return site_providers(site)

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
