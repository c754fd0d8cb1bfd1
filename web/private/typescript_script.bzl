"""What rules share that run a script of ours with the TypeScript compiler."""

load("//tools/steps:def.bzl", "WORKER", "steps")

def typescript_script_attrs(script):
    """The attributes of such a rule.

    Args:
      script: string; the label of the script.

    Returns:
      dict of a name to an attribute.
    """
    return steps("web") | {
        "_node": attr.label(
            default = "@nodejs//:bin/node",
            allow_single_file = True,
            cfg = "exec",
        ),
        "_script": attr.label(
            default = script,
            allow_single_file = True,
        ),
        "_typescript": attr.label(
            default = "@typescript//:package.json",
            allow_single_file = True,
            cfg = "exec",
        ),
        "_typescript_files": attr.label(
            default = "@typescript//:files",
            cfg = "exec",
        ),
        "_engine": attr.label(
            default = "@engine//:identity",
            allow_single_file = True,
        ),
    }

def run_typescript_script(ctx, command, args, inputs, mnemonic, progress_message, worker = False):
    """Runs the script, which makes a folder.

    Args:
      ctx: of a rule with typescript_script_attrs.
      command: string; of the step.
      args: Args; what is the rule's own.
      inputs: list of files that are the rule's own.
      mnemonic: string; of the action.
      progress_message: string; of the action.
      worker: bool; whether the step as a worker remembers what helps it the next time.

    Returns:
      list of providers: DefaultInfo with the folder.
    """
    out = ctx.actions.declare_directory(ctx.label.name)
    args.use_param_file("@%s", use_always = True)
    args.set_param_file_format("multiline")
    args.add("--node", ctx.file._node)
    args.add("--script", ctx.file._script)
    args.add("--typescript", ctx.file._typescript.dirname)
    args.add("--out", out.path)
    ctx.actions.run(
        executable = ctx.executable._step_web,
        arguments = [command, args],
        inputs = depset(inputs + [ctx.file._node, ctx.file._script, ctx.file._typescript, ctx.file._engine] + ctx.files._typescript_files),
        outputs = [out],
        mnemonic = mnemonic,
        progress_message = progress_message,
        execution_requirements = WORKER if worker else None,
    )
    return [DefaultInfo(files = depset([out]))]
