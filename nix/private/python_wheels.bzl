"""The Python distributions of a source tree, as its own lock pins them."""

load(":nix.bzl", "nix_build_all", "nix_evaluate", "nix_list", "python_set")
load(":programs.bzl", "PROGRAMS_ATTRS", "programs_of")
load(":step.bzl", "run_step")
load(":tree.bzl", "SOURCE_ATTRS", "source_folder", "source_line", "workspace")

def _watch_projects(repository_ctx, tree):
    """Watches the lock of a tree and its projects, and nothing else: a line of the core runs nothing of this."""
    for file in ["uv.lock", "pyproject.toml"]:
        repository_ctx.watch(tree.get_child(file))
    packages = tree.get_child("packages")
    if packages.exists:
        for package in packages.readdir(watch = "yes"):
            repository_ctx.watch(package.get_child("pyproject.toml"))

def _run(repository_ctx, arguments):
    """Runs the step pythonlock, and prints what it says."""
    result = run_step(repository_ctx, arguments, timeout = 86400)
    for line in (result.stdout + result.stderr).splitlines():
        # buildifier: disable=print
        print(line)

def _python_wheels_repository_impl(repository_ctx):
    source = repository_ctx.attr.source
    attribute = repository_ctx.attr.attribute
    root = workspace(repository_ctx)
    nix = root.get_child("nix")
    repository_ctx.watch_tree(nix)
    tree, mutable = source_folder(repository_ctx)
    if mutable:
        _watch_projects(repository_ctx, tree)
    python = source_line(repository_ctx, tree)["python"]
    pythonlock = programs_of(repository_ctx)["pythonlock"] + "/bin/pythonlock"

    # What the lock pins.
    _run(repository_ctx, [
        pythonlock,
        "python-lock",
        "--tree",
        str(tree),
        "--group",
        "dev",
        "--python-version",
        python,
        "--declared",
        str(nix.get_child("releases", "python.json")),
        "--out",
        "lock.json",
    ])
    lock = str(repository_ctx.path("lock.json"))
    arguments = python_set(nix, python, lock)

    # The files of it that are not in the store yet, by one process.
    repository_ctx.report_progress("fetching the Python distributions of " + source)
    repository_ctx.file("files.json", nix_evaluate(repository_ctx, arguments + ["-A", attribute + ".fetches"]))
    _run(repository_ctx, [
        pythonlock,
        "python-fetch",
        "--files",
        "files.json",
        "--lock",
        lock,
        "--locked-by",
        str(tree) + "/uv.lock",
        "--deviations",
        "deviations.json",
        "--",
        str(repository_ctx.which("nix-build")),
        "--no-out-link",
    ] + arguments + ["-A", attribute + ".fromSource"])
    wheels = nix_build_all(repository_ctx, "the Python distributions of " + source, arguments + nix_list("pythonDeviations", repository_ctx.path("deviations.json")) + ["-A", attribute])[0]
    for name in ["wheels", "distributions.json"]:
        repository_ctx.symlink(wheels + "/" + name, name)
    repository_ctx.file("BUILD.bazel", repository_ctx.read(nix.get_child("packages", "python", "wheels.BUILD")))

python_wheels_repository = repository_rule(
    doc = """The wheels that the uv.lock of an authentik source tree pins: the group `wheels`, and distributions.json, which says what each
is.""",
    implementation = _python_wheels_repository_impl,
    attrs = SOURCE_ATTRS | PROGRAMS_ATTRS | {
        "attribute": attr.string(
            doc = "The attribute of the package set: python-wheels, or python-test-wheels for what tests need beside those.",
            mandatory = True,
        ),
    },
)
