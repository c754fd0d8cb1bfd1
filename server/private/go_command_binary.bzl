"""The rule go_command_binary."""

load("//tools/steps:def.bzl", "steps")

_GO = "@rules_go//go:toolchain"

def _go_command_binary_impl(ctx):
    sdk = ctx.toolchains[_GO].sdk
    out = ctx.actions.declare_file(ctx.label.name)
    args = ctx.actions.args()
    args.add("go-program")
    args.add("--go", sdk.go)
    args.add("--source", ctx.file.go_mod.dirname)
    args.add("--vendor", _vendor_folder(ctx))
    more = []
    for target, place in ctx.attr.more.items():
        file = target.files.to_list()[0]
        more.append(file)
        args.add("--more", "{}={}".format(place, file.path))
    args.add_all(ctx.attr.gotags, before_each = "--tag")
    args.add("--package", ctx.attr.program)
    args.add("--fips", ctx.attr.fips)
    args.add("--out", out)
    ctx.actions.run(
        executable = ctx.executable._step_goprogram,
        arguments = [args],
        inputs = depset([sdk.go, ctx.file.go_mod] + more, transitive = [depset(ctx.files.source), depset(ctx.files.vendor), sdk.tools, sdk.srcs, sdk.headers]),
        outputs = [out],
        mnemonic = "GoCommandBuild",
        progress_message = "Building %{label} with the go command",
        resource_set = _resources,
    )
    return [DefaultInfo(files = depset([out]), executable = out)]

def _vendor_folder(ctx):
    """The folder that go_vendor_overlay made; or, of the files of a source's own vendor folder, where they lie."""
    files = ctx.files.vendor
    if len(files) == 1 and files[0].is_directory:
        return files[0].path
    found = [file.dirname for file in files if file.path.endswith("/vendor/modules.txt")]
    if len(found) != 1:
        fail("{} holds {} vendor/modules.txt files: give the vendor_tree of one source, or a go_vendor_overlay".format(ctx.attr.vendor.label, len(found)))
    return found[0]

def _resources(_os, _inputs):
    return {"cpu": 2, "memory": 2000}

go_command_binary = rule(
    doc = """A program of a source tree, built by the go command with the settings of upstream's images: `CGO_ENABLED=1`, and the FIPS 140 module that
`GOFIPS140` names. `go version -m` of the output says so. The default tags leave no package that uses C, so that the program is static.""",
    implementation = _go_command_binary_impl,
    attrs = steps("goprogram") | {
        "program": attr.string(
            doc = "The package, such as ./cmd/server.",
            mandatory = True,
        ),
        "fips": attr.string(
            doc = "What `GOFIPS140` is.",
            default = "latest",
        ),
        "gotags": attr.string_list(
            doc = "Build tags. The default are those with which names and users are looked up by Go in place of the C library.",
            default = ["netgo", "osusergo"],
        ),
        "source": attr.label(
            doc = "The files of the source's Go side.",
            mandatory = True,
        ),
        "more": attr.label_keyed_string_dict(
            doc = "Files and folders that are put into the source, and their places in it.",
            allow_files = True,
        ),
        "go_mod": attr.label(
            doc = "The go.mod of the source.",
            allow_single_file = True,
            mandatory = True,
        ),
        "vendor": attr.label(
            doc = "The go_vendor_overlay of the source; or its vendor_tree, where the client lies in the source.",
            mandatory = True,
        ),
    },
    executable = True,
    toolchains = [_GO],
)
