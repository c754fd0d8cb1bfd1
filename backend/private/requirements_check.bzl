"""The rule requirements_check."""

load("//tools/steps:def.bzl", "steps")
load(":common.bzl", "PYTHON_ATTRS")

def _projects(files):
    """The pyproject.toml of each project, without those that lie in another project."""
    tops = {}
    for file in sorted([file for file in files if file.basename == "pyproject.toml"], key = lambda file: len(file.path)):
        if not [top for top in tops if file.dirname.startswith(top + "/")]:
            tops[file.dirname] = file
    return tops.values()

def _requirements_check_impl(ctx):
    report = ctx.actions.declare_file(ctx.label.name + ".txt")
    args = ctx.actions.args()
    args.add("check-requirements")
    projects = []
    for target in ctx.attr.projects:
        for project in _projects(target.files.to_list()):
            args.add("--pyproject", project)
            projects.append(project)
    args.add("--distributions", ctx.file.distributions)
    args.add("--wheels", ctx.files.wheels[0].dirname)
    args.add("--python", ctx.file._python)
    args.add("--report", report)
    ctx.actions.run(
        executable = ctx.executable._step_checkrequirements,
        arguments = [args],
        inputs = depset(projects + [ctx.file.distributions] + ctx.files.wheels, transitive = [ctx.attr._python_files.files]),
        outputs = [report],
        mnemonic = "PythonRequirements",
        progress_message = "Checking what %{label} asks for against the Python set",
    )
    return [
        DefaultInfo(files = depset([report])),
        OutputGroupInfo(_validation = depset([report])),
    ]

requirements_check = rule(
    doc = """Checks what Python projects ask for, and what the wheels of the set ask for in turn: names, versions, extras, for
the Python of the set. It is a validation: a build of whatever depends on it fails with it, and `--norun_validations` builds in spite of it.""",
    implementation = _requirements_check_impl,
    attrs = steps("checkrequirements") | PYTHON_ATTRS | {
        "projects": attr.label_list(
            doc = "Files of projects, the pyproject.toml of each among them. Projects may ask for each other.",
            allow_files = True,
            mandatory = True,
        ),
        "distributions": attr.label(
            doc = "distributions.json of the set.",
            default = "//nix/source:python_distributions",
            allow_single_file = True,
        ),
        "wheels": attr.label(
            doc = "The set's wheels, in one folder.",
            default = "//nix/source:python_wheels",
            allow_files = True,
        ),
    },
)
