"""Runs nix-build with nothing of the caller's environment but the way to the registries."""

# Names that the registry clients of fixed-output derivations read (nix/suppliers/registry/fetch.nix).
_PASSED = [
    "HOME",
    "NIX_SSL_CERT_FILE",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "all_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "ALL_PROXY",
    "NETRC",
    "GOPROXY",
    "GONOPROXY",
    "GOPRIVATE",
    "GOSUMDB",
    "GONOSUMDB",
    "GOAUTH",
    "GOENV",
    "PIP_CONFIG_FILE",
    "PIP_INDEX_URL",
    "PIP_EXTRA_INDEX_URL",
    "PIP_TRUSTED_HOST",
    "NPM_CONFIG_USERCONFIG",
    "NPM_CONFIG_REGISTRY",
    "AKB_MAVEN_SETTINGS",
    "AUTHENTIK_BUILD_SUPPLIER",
    # Where the store is, for tests with one of their own.
    "NIX_STORE_DIR",
    "NIX_STATE_DIR",
    "NIX_LOG_DIR",
    "NIX_CONF_DIR",
    "NIX_REMOTE",
]

def nix_build(repository_ctx, arguments):
    """Builds one attribute; fails with Nix's own last words.

    Args:
      repository_ctx: of the repository rule. The output gets a garbage-collection root in its folder.
      arguments: list of strings, of nix-build.

    Returns:
      The store path of the output, a folder.
    """
    tool = repository_ctx.which("nix-build")
    if not tool:
        fail("nix-build is not on PATH: build with ./bazelw, which brings Nix, or install Nix")
    environ = {name: repository_ctx.getenv(name) for name in _PASSED}
    result = repository_ctx.execute(
        ["env", "-i", "PATH=" + str(tool.dirname) + ":/usr/bin:/bin"] +
        ["{}={}".format(name, value) for name, value in environ.items() if value != None] +
        [tool, "--out-link", "bazel-support/nix-out-link"] + arguments,
        timeout = 86400,
    )
    if result.return_code:
        lines = result.stderr.strip().splitlines()
        fail("nix-build {} failed:\n    {}".format(
            " ".join(arguments[-2:]),
            "\n    ".join(lines[-40:]),
        ))
    output = result.stdout.strip().splitlines()[-1]
    if not repository_ctx.path(output).is_dir:
        fail("nix-build {} gave the single file {}; a package must be a folder".format(" ".join(arguments[-2:]), output))
    return output
