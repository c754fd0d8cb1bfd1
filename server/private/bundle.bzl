"""The rule authentik_bundle."""

BundleInfo = provider(
    doc = "The laid-out product.",
    fields = {
        "tree": "File; the folder, relocatable: bin/, web/ and what later parts add",
    },
)

def _authentik_bundle_impl(ctx):
    tree = ctx.actions.declare_directory(ctx.label.name)
    inputs = []
    args = ctx.actions.args()
    args.add("bundle")
    for target, dest in ctx.attr.executables.items():
        file = target.files_to_run.executable or target.files.to_list()[0]
        args.add("--executable", file, format = dest + "=%s")
        inputs.append(file)
    for target, dest in ctx.attr.files.items():
        for file in target.files.to_list():
            args.add("--part", "{}={}".format(_place(dest, file, ctx.attr.strip), file.path))
            inputs.append(file)
    args.add("--out", tree.path)
    ctx.actions.run(
        executable = ctx.executable._akbuild,
        arguments = [args],
        inputs = inputs,
        outputs = [tree],
        mnemonic = "AuthentikBundle",
        progress_message = "Laying out %{label}",
    )
    run = ctx.actions.declare_file(ctx.label.name + "_run")
    ctx.actions.expand_template(
        template = ctx.file._run,
        output = run,
        substitutions = {"@BUNDLE@": tree.short_path},
        is_executable = True,
    )
    return [
        DefaultInfo(
            files = depset([tree]),
            executable = run,
            runfiles = ctx.runfiles([tree]),
        ),
        BundleInfo(tree = tree),
    ]

def _place(dest, file, strip):
    """Where a file goes: below dest, with the part of its path behind the folder `strip`."""
    if file.is_directory:
        return dest
    path = file.path.split("/" + strip + "/", 1)
    return dest + "/" + (path[1] if len(path) == 2 else file.basename)

authentik_bundle = rule(
    doc = """Lays out the product in one folder. `bazel run` of it starts the launcher.

**Providers:** BundleInfo; the output is the folder.""",
    implementation = _authentik_bundle_impl,
    attrs = {
        "executables": attr.label_keyed_string_dict(
            doc = "Programs and their paths in the bundle.",
            allow_files = True,
        ),
        "files": attr.label_keyed_string_dict(
            doc = "Folders or sets of files, and the folders of the bundle that they go below.",
            allow_files = True,
        ),
        "strip": attr.string(
            doc = "Files keep the part of their path behind this folder.",
            default = "web",
        ),
        "_akbuild": attr.label(
            default = "//tools/cmd/akbuild",
            executable = True,
            cfg = "exec",
        ),
        "_run": attr.label(
            default = "//server/private:run.sh.tpl",
            allow_single_file = True,
        ),
    },
    executable = True,
    provides = [BundleInfo],
)
