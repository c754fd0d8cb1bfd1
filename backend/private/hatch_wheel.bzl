"""The rule hatch_wheel."""

load("//tools/steps:def.bzl", "steps")
load(":common.bzl", "PYTHON_ATTRS", "root_of")
load(":providers.bzl", "WheelInfo")

def _hatch_wheel_impl(ctx):
    out = ctx.actions.declare_directory(ctx.label.name)
    environment = ctx.attr._build_backend.files
    files = ctx.actions.args()
    files.use_param_file("--files=%s", use_always = True)
    files.set_param_file_format("multiline")
    files.add_all(ctx.files.srcs)
    args = ctx.actions.args()
    args.add("wheel")
    args.add("--source", root_of(ctx.files.srcs, "pyproject.toml", ctx.label))
    inputs = list(ctx.files.srcs)
    if ctx.attr.overlay:
        overlay = ctx.file.overlay
        args.add("--overlay", overlay.path)
        inputs.append(overlay)
    args.add("--python", ctx.file._python)
    args.add("--environment", ctx.file._build_backend_list.dirname + "/site")
    args.add("--out", out.path)
    ctx.actions.run(
        executable = ctx.executable._step_wheel,
        arguments = [args, files],
        inputs = depset(inputs, transitive = [environment, ctx.attr._python_files.files]),
        outputs = [out],
        mnemonic = "HatchWheel",
        progress_message = "Building the wheel %{label}",
    )
    return [
        DefaultInfo(files = depset([out])),
        WheelInfo(folder = out),
    ]

hatch_wheel = rule(
    doc = """Builds the wheel of a Python project with the backend that its pyproject.toml names (PEP 517): hatchling, or
whatever else the package set's build environment holds. Offline, and the same bytes wherever it runs.

The output is a folder that holds the wheel under its own name, which says its version: `uv pip install bazel-bin/…/*.whl`.

**Providers:** WheelInfo.""",
    implementation = _hatch_wheel_impl,
    attrs = steps("wheel") | PYTHON_ATTRS | {
        "srcs": attr.label_list(
            doc = "The project's files, pyproject.toml among them.",
            allow_files = True,
            mandatory = True,
        ),
        "overlay": attr.label(
            doc = "A folder whose files take the place of the project's: substituted_files.",
            allow_single_file = True,
        ),
        "_build_backend": attr.label(
            default = "@python_build_backend//:files",
        ),
        "_build_backend_list": attr.label(
            default = "@python_build_backend//:distributions.json",
            allow_single_file = True,
        ),
    },
    provides = [WheelInfo],
)
