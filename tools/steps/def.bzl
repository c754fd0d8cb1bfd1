"""How a rule names the build steps that its actions run."""

# Execution requirements of an action that a persistent worker of its step can run. Its arguments come in a file of one line each.
WORKER = {"requires-worker-protocol": "json", "supports-workers": "1"}

def steps(*names):
    """The attributes of a rule that runs build steps: `ctx.executable._step_<name>` for each.

    A rule names the steps that it runs and no others, since the program is an input of each of its actions.

    Args:
      *names: strings; folders of tools/steps.

    Returns:
      dict, to add to the rule's own attributes.
    """
    return {
        "_step_" + name: attr.label(
            default = "//tools/steps/" + name,
            executable = True,
            cfg = "exec",
        )
        for name in names
    }
