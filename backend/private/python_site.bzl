"""The rule python_site."""

load("//tools/steps:def.bzl", "WORKER", "steps")
load(":common.bzl", "PYTHON_ATTRS")
load(":providers.bzl", "PythonSiteInfo")
load(":site_parts.bzl", "declare_site", "site_outputs", "site_providers")

def _python_site_impl(ctx):
    site = declare_site(ctx, ctx.attr.out or ctx.label.name)
    large = len(ctx.files.wheels) > 20
    beside = [target[PythonSiteInfo].list for target in ctx.attr.beside]
    args = ctx.actions.args()
    args.use_param_file("@%s", use_always = True)
    args.set_param_file_format("multiline")
    args.add_all(ctx.files.wheels, before_each = "--wheels", expand_directories = False)
    args.add("--python", ctx.file._python)
    args.add_all(beside, before_each = "--beside")
    args.add_all(ctx.attr.drop, before_each = "--drop")
    if ctx.attr.strict:
        args.add("--strict")
    args.add("--out", site.site.path)
    args.add("--scripts", site.scripts.path)
    args.add("--data", site.data.path)
    args.add("--list", site.list)
    ctx.actions.run(
        executable = ctx.executable._step_site,
        arguments = ["site", args],
        inputs = depset(ctx.files.wheels + beside, transitive = [ctx.attr._python_files.files]),
        outputs = site_outputs(site),
        mnemonic = "PythonSite",
        progress_message = "Installing the wheels of %{label}",
        resource_set = _both_cores if large else None,
        # A worker remembers the byte code of what it installed. A large site hardly changes, which is not worth a worker's memory; and
        # each machine has its wheels, from which it installs them in less time than 50,000 files travel.
        execution_requirements = {"no-remote-cache": "1"} if large else WORKER,
    )
    return site_providers(site)

def _both_cores(_os, _inputs):
    """Byte code is compiled on all cores; a large site keeps two busy for long."""
    return {"cpu": 2, "memory": 1000}

python_site = rule(
    doc = """Installs wheels into one folder for Python's path, without running anything of theirs. Each file must have the
hash that its wheel's RECORD says; a wheel that would write outside the folder, or is for another interpreter, is refused; two wheels
with the same file are an error that names both. Byte code is compiled, the same bytes wherever (unchecked-hash pycs). Programs start the `python` beside them.

**Providers:** PythonSiteInfo. The output is the folder; the group `extras` is the rest.""",
    implementation = _python_site_impl,
    attrs = steps("site") | PYTHON_ATTRS | {
        "wheels": attr.label_list(
            doc = "Wheels, or folders of wheels (hatch_wheel).",
            allow_files = True,
            mandatory = True,
        ),
        "beside": attr.label_list(
            doc = "Sites that are used together with this one: no file may be in two of them.",
            providers = [PythonSiteInfo],
        ),
        "drop": attr.string_list(
            doc = "Files to leave out, as distribution:path or distribution:folder/**.",
        ),
        "strict": attr.bool(
            doc = "Whether a file that does not compile is an error. Third-party distributions carry some on purpose.",
            default = False,
        ),
        "out": attr.string(
            doc = "The folder's path below the package; default: the name.",
        ),
    },
    provides = [PythonSiteInfo],
)
