"""Runs nix-build with nothing of the caller's environment but the way to the registries."""

# What Nix itself reads: where certificates and the store are (tests have stores of their own), which supplier is
# asked for, and which folders downloads see.
_PASSED = [
    "HOME",
    "NIX_SSL_CERT_FILE",
    "NIX_STORE_DIR",
    "NIX_STATE_DIR",
    "NIX_LOG_DIR",
    "NIX_CONF_DIR",
    "NIX_REMOTE",
    "AUTHENTIK_BUILD_SUPPLIER",
    "AKB_DOWNLOAD_FOLDERS",
]

# What the registry clients in downloads read: a file of the main repository, whatever that is called.
# buildifier: disable=canonical-repository
_CLIENT_VARIABLES = Label("@@//nix:suppliers/registry/variables.txt")

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
    clients = [
        line.split(" ")[0]
        for line in repository_ctx.read(_CLIENT_VARIABLES).splitlines()
        if line and not line.startswith("#")
    ]
    environ = {name: repository_ctx.getenv(name) for name in _PASSED + clients}
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
