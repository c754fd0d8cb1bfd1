"""What an installed site consists of, whoever installs it."""

load(":providers.bzl", "PythonSiteInfo")

def declare_site(ctx, out):
    """Declares the outputs of a rule that provides a site.

    Args:
      ctx: of the rule.
      out: string; the path of the folder for Python's path, below the package.

    Returns:
      PythonSiteInfo.
    """
    return PythonSiteInfo(
        site = ctx.actions.declare_directory(out),
        scripts = ctx.actions.declare_directory(ctx.label.name + "_scripts"),
        data = ctx.actions.declare_directory(ctx.label.name + "_data"),
        list = ctx.actions.declare_file(ctx.label.name + ".list"),
    )

def site_outputs(site):
    """The outputs of an action that makes all of a site.

    Args:
      site: PythonSiteInfo.

    Returns:
      list of Files.
    """
    return [site.site, site.scripts, site.data, site.list]

def site_providers(site):
    """What the rule returns.

    Args:
      site: PythonSiteInfo.

    Returns:
      list of providers.
    """
    return [
        DefaultInfo(files = depset([site.site])),
        OutputGroupInfo(extras = depset([site.scripts, site.data, site.list])),
        site,
    ]
