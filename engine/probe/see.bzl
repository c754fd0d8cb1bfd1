"""Steps that list what they can read and should not, for ./bazelw doctor and the tests of the engine."""

def _see_step_impl(ctx):
    out = ctx.actions.declare_file(ctx.label.name + ".txt")
    arguments = ctx.actions.args()
    arguments.add(out)
    requirements = {"no-cache": "1"}
    mnemonic = "EngineProbe"
    if ctx.attr.worker:
        # Workers are given their arguments in a file, whose lines they find in the request.
        arguments.use_param_file("@%s", use_always = True)
        arguments.set_param_file_format("multiline")

        # As WORKER of //tools/steps says it: the engine is tested without the tools.
        requirements |= {"requires-worker-protocol": "json", "supports-workers": "1"}
        mnemonic = "EngineProbeWorker"
    ctx.actions.run(
        executable = ctx.file.see,
        inputs = [ctx.file.see],
        outputs = [out],
        arguments = [arguments],
        execution_requirements = requirements,
        mnemonic = mnemonic,
        progress_message = "Looking around from %{label}",
    )
    return [DefaultInfo(files = depset([out]))]

see_step = rule(
    doc = "Lists into <name>.txt what an action, or a worker, can read and should not.",
    implementation = _see_step_impl,
    attrs = {
        "see": attr.label(
            doc = "The program that looks.",
            allow_single_file = True,
            default = ":see.sh",
        ),
        "worker": attr.bool(
            doc = "Whether a worker looks.",
        ),
    },
)

def _see_test_impl(ctx):
    runner = ctx.actions.declare_file(ctx.label.name)
    ctx.actions.expand_template(
        template = ctx.file.see,
        output = runner,
        is_executable = True,
    )
    return [DefaultInfo(executable = runner)]

see_test = rule(
    doc = "Prints what a test can read and should not.",
    implementation = _see_test_impl,
    test = True,
    attrs = {
        "see": attr.label(
            doc = "The program that looks.",
            allow_single_file = True,
            default = ":see.sh",
        ),
    },
)
