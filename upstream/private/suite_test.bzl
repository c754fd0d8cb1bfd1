"""The rule suite_test."""

load("//backend:def.bzl", "PythonSiteInfo")

def _suite_test_impl(ctx):
    runner = ctx.actions.declare_file(ctx.label.name)
    ctx.actions.symlink(output = runner, target_file = ctx.executable._suite, is_executable = True)
    runfiles = ctx.runfiles(
        [ctx.file.manage, ctx.file.postgres, ctx.file.pyproject, ctx.file.schema] + ctx.files.data + ctx.files.lists,
    )
    environment = {
        "AKBUILD_SUITE_LANGUAGE": ctx.attr.language,
        "AKBUILD_SUITE_LISTS": " ".join([file.short_path for file in ctx.files.lists]),
        "AKBUILD_SUITE_MANAGE": ctx.file.manage.short_path,
        "AKBUILD_SUITE_POSTGRES": ctx.file.postgres.short_path,
        "AKBUILD_SUITE_PROGRAMS": " ".join([file.short_path for file in ctx.files.programs]),
        "AKBUILD_SUITE_PYPROJECT": ctx.file.pyproject.short_path,
        "AKBUILD_SUITE_SCHEMA": ctx.file.schema.short_path,
    }
    if ctx.attr.wheels:
        site = ctx.attr.wheels[PythonSiteInfo].site
        environment["AKBUILD_SUITE_WHEELS"] = site.short_path
        runfiles = runfiles.merge(ctx.runfiles([site]))
    return [
        DefaultInfo(
            executable = runner,
            runfiles = runfiles.merge_all(
                [target[DefaultInfo].default_runfiles for target in [ctx.attr._suite, ctx.attr.tree] + ctx.attr.data + ctx.attr.programs],
            ),
        ),
        RunEnvironmentInfo(environment),
    ]

suite_test = rule(
    doc = """Runs the tests of one language that the chosen source brings itself, on what was built of it, as a user who is not root
and with a PostgreSQL of its own. Lists say which of them cannot run where nothing but the tree is.""",
    implementation = _suite_test_impl,
    test = True,
    attrs = {
        "language": attr.string(
            doc = "Which tests: those in a language, or schema: whether the API that was built is the one that schema.yml describes.",
            values = ["python", "go", "schema"],
            mandatory = True,
        ),
        "tree": attr.label(
            doc = "The python_tree that the core is installed in.",
            mandatory = True,
        ),
        "manage": attr.label(
            doc = "Its manage.py.",
            allow_single_file = True,
            mandatory = True,
        ),
        "pyproject": attr.label(
            doc = "The source's pyproject.toml. Its folder tests/, among the data, lies beside it.",
            allow_single_file = True,
            mandatory = True,
        ),
        "schema": attr.label(
            doc = "The source's schema.yml.",
            allow_single_file = True,
            mandatory = True,
        ),
        "lists": attr.label(
            doc = "The lists of tests that cannot run, read over each other.",
            allow_files = [".yaml"],
            mandatory = True,
        ),
        "wheels": attr.label(
            doc = "A python_site of what Python's tests need beside the tree.",
            providers = [PythonSiteInfo],
        ),
        "programs": attr.label_list(
            doc = "Go's tests.",
        ),
        "data": attr.label_list(
            doc = "More files that tests need.",
            allow_files = True,
        ),
        "postgres": attr.label(
            doc = "PostgreSQL's server; the files beside it are among the data.",
            default = "@postgresql//:bin/postgres",
            allow_single_file = True,
        ),
        "_suite": attr.label(
            doc = "What runs them.",
            default = "//tools/cmd/suite",
            executable = True,
            cfg = "target",
        ),
    },
)
