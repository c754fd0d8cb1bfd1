"""nix-build in repository rules of our own: several attributes in one evaluation."""

def nix_list(name, file):
    """Arguments that give the package set a list.

    Args:
      name: string; the set's own name for it.
      file: path of a file that holds it as JSON.

    Returns:
      list of strings.
    """
    return ["--arg", name, "builtins.fromJSON (builtins.readFile {})".format(file)]

def python_set(nix, version, lock):
    """Arguments that choose the Python distributions of a lock.

    Args:
      nix: path of the package set.
      version: string; the Python that they are for.
      lock: path of what akbuild python-lock made.

    Returns:
      list.
    """
    return [nix, "--argstr", "pythonVersion", version, "--arg", "pythonLock", str(lock)]

def nix_build_all(repository_ctx, what, arguments, repair = ""):
    """Builds attributes.

    Args:
      repository_ctx: of the repository rule; the outputs get garbage-collection roots in the output base, beside the
        repositories: in them they would be files of the repository.
      what: string; what is built, for the progress line and the error.
      arguments: list, of nix-build.
      repair: string; a sentence on what to do when it fails.

    Returns:
      list of store paths, in the order of the attributes.
    """
    tool = repository_ctx.which("nix-build")
    if not tool:
        fail("nix-build is not on PATH: build with ./bazelw, which brings Nix, or install Nix")
    repository_ctx.report_progress("nix-build: " + what)
    base = repository_ctx.path(".").dirname.dirname
    roots = "{}/nix-roots/{}/{}".format(base, repository_ctx.name, "".join([c for c in what.elems() if c.isalnum()]))
    repository_ctx.execute(["mkdir", "-p", roots.rpartition("/")[0]])
    result = repository_ctx.execute([tool, "--out-link", roots] + arguments, timeout = 86400)
    if result.return_code:
        lines = [line for line in result.stderr.strip().splitlines() if line]

        # akbuild's last words in a builder, which Nix passes on or quotes behind ">": what is wrong, and how to mend it.
        words = [line.strip().removeprefix("> ") for line in lines]
        sentences = [line.removeprefix("akbuild: ") for line in words if line.startswith("akbuild: ")]
        if sentences:
            fail("{} could not be built: {}".format(what, sentences[-1]))
        fail("{} could not be built{}; nix-build said:\n    {}".format(
            what,
            ": " + repair if repair else "",
            "\n    ".join(lines[-20:]),
        ))
    return result.stdout.strip().splitlines()

def nix_evaluate(repository_ctx, arguments):
    """Evaluates an attribute of the package set.

    Args:
      repository_ctx: of the repository rule.
      arguments: list, of nix-instantiate.

    Returns:
      string; its value as JSON.
    """
    result = repository_ctx.execute([repository_ctx.which("nix-instantiate"), "--eval", "--strict", "--json"] + arguments)
    if result.return_code:
        fail("the package set could not be evaluated: " + result.stderr.strip())
    return result.stdout
