"""What an installed site consists of, whoever installs it."""

load(":providers.bzl", "PythonSiteInfo")

def declare_site(ctx, out):
    """Declares the outputs of a rule that installs a site.

    Args:
      ctx: of the rule.
      out: string; the path of the folder for Python's path, below the package.

    Returns:
      PythonSiteInfo.
    """
    site = ctx.actions.declare_directory(out)
    return PythonSiteInfo(
        site = site,
        outside = "",
        contents = site,
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

def stored_link(ctx, name, target):
    """Makes a link into Nix's store, which Bazel takes as it is: it does not look at what lies there.

    Args:
      ctx: of a rule.
      name: string; the link's path below the package.
      target: string; what it leads to, an absolute path.

    Returns:
      File.
    """
    out = ctx.actions.declare_symlink(name)
    ctx.actions.symlink(
        output = out,
        target_path = target,
        progress_message = "Linking %{output} to Nix's store",
    )
    return out
