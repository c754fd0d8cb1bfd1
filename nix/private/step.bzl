"""Build steps in repository rules."""

def run_step(repository_ctx, arguments, environment = {}, timeout = 600, progress = False):
    """Runs a step in the repository; its own sentence is the error.

    Args:
      repository_ctx: of the repository rule.
      arguments: list; the program and its arguments.
      environment: dict; variables beside those that there are.
      timeout: int; seconds.
      progress: bool; whether the command says how far it is, of which the error has nothing.

    Returns:
      exec_result.
    """

    result = repository_ctx.execute(arguments, timeout = timeout, environment = environment)
    if result.return_code:
        said = result.stderr.strip()
        fail("\n".join([line for line in said.splitlines() if line.startswith("akbuild: ")] or said.splitlines()) if progress else said)
    return result
