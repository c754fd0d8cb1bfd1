"""The parts of an installed tree, which more than one rule makes."""

load(":common.bzl", "path_in_repository")

# Of rules that return a startable_tree.
STARTABLE_ATTRS = {
    "_run": attr.label(
        default = "//backend/private:run.sh.tpl",
        allow_single_file = True,
    ),
}

def tree_main(ctx, template):
    """Makes the file at the top of a tree, a copy.

    Args:
      ctx: of a rule with the output `main`.
      template: File that is copied.

    Returns:
      File.
    """
    ctx.actions.expand_template(
        template = template,
        output = ctx.outputs.main,
        substitutions = {},
        is_executable = True,
    )
    return ctx.outputs.main

def startable_tree(ctx, parts, program):
    """Says of a tree what its parts are, and what `bazel run` of it starts.

    Args:
      ctx: of a rule with STARTABLE_ATTRS, whose name is the tree's.
      parts: list of Files.
      program: string; a program of bin/.

    Returns:
      DefaultInfo.
    """
    run = ctx.actions.declare_file(ctx.label.name + "_run")
    ctx.actions.expand_template(
        template = ctx.file._run,
        output = run,
        substitutions = {"@AK@": "{}/bin/{}".format(package_path(ctx, ctx.label.name), program)},
        is_executable = True,
    )
    return DefaultInfo(
        files = depset(parts),
        executable = run,
        runfiles = ctx.runfiles(parts),
    )

def package_path(ctx, name):
    """The path of something of the rule's package, from the top of the repository.

    Args:
      ctx: of a rule.
      name: string; its path in the package.

    Returns:
      string.
    """
    return "{}/{}".format(ctx.label.package, name) if ctx.label.package else name

def python_home(ctx, sites, paths, env):
    """Makes the interpreter of a tree. It knows the tree by where it really lies itself, so each tree has one of its own.

    Args:
      ctx: of a rule with PYTHON_ATTRS and the step tree, whose name is the tree's.
      sites: list of PythonSiteInfo.
      paths: list of strings; places of the tree that modules are imported from.
      env: dict; variables that the interpreter sets to places of the tree, unless they are set.

    Returns:
      File, the folder `python`.
    """
    out = ctx.actions.declare_directory(ctx.label.name + "/python")
    data = [site.data for site in sites]
    args = ctx.actions.args()
    args.add("python-home")
    args.add("--python", ctx.file._python.dirname.removesuffix("/bin"))
    args.add_all(data, before_each = "--data", expand_directories = False)
    args.add("--place", "python")
    args.add_all(paths, before_each = "--path")
    args.add_all(["{}={}".format(name, dest) for name, dest in env.items()], before_each = "--env")
    args.add("--out", out.path)
    ctx.actions.run(
        executable = ctx.executable._step_tree,
        arguments = [args],
        inputs = depset(data, transitive = [ctx.attr._python_files.files]),
        outputs = [out],
        mnemonic = "PythonHome",
        progress_message = "Making the interpreter of %{label}",
        # A copy of what each machine has in its store.
        execution_requirements = {"no-remote-cache": "1"},
    )
    return out

def tree_folder(ctx, target, dest, executables):
    """Makes a folder of data: the files of a target that lie below a folder of that name in their repository.

    Args:
      ctx: of a rule with the step bundle, whose name is the tree's.
      target: Target with the files.
      dest: string; the folder.
      executables: list of strings; files that can be executed.

    Returns:
      File, the folder.
    """
    out = ctx.actions.declare_directory("{}/{}".format(ctx.label.name, dest))
    args = ctx.actions.args()
    args.add("bundle")
    files = target.files.to_list()
    for file in files:
        path = path_in_repository(file)
        if not path.startswith(dest + "/"):
            fail("{} does not lie below {}/, the folder of {} that it is given for".format(file.short_path, dest, ctx.label))
        kind = "--executable" if path in executables else "--part"
        args.add(kind, file, format = path.removeprefix(dest + "/") + "=%s")
    args.add("--out", out.path)
    ctx.actions.run(
        executable = ctx.executable._step_bundle,
        arguments = [args],
        inputs = files,
        outputs = [out],
        mnemonic = "PythonTreeFolder",
        progress_message = "Laying out {} of %{{label}}".format(dest),
    )
    return out
