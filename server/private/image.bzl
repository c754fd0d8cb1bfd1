"""The rule image."""

load("@bazel_skylib//rules:common_settings.bzl", "BuildSettingInfo")
load("//tools/steps:def.bzl", "steps")
load(":providers.bzl", "BundleInfo", "LayerInfo")

_SECOND = 1000000000

def _image_impl(ctx):
    out = ctx.actions.declare_directory(ctx.label.name)
    config = ctx.actions.declare_file(ctx.label.name + ".config.json")
    ctx.actions.write(config, json.encode(_config(ctx)))
    layers = [target[LayerInfo] for target in ctx.attr.layers]
    version_of = ctx.attr.bundle[BundleInfo].version_of
    args = ctx.actions.args()
    args.add("image")
    args.add_all([layer.segment for layer in layers], before_each = "--layer")
    args.add("--config", config)
    args.add("--platform", ctx.attr.platform)
    args.add("--version-of", version_of.path)
    args.add("--out", out.path)
    ctx.actions.run(
        executable = ctx.executable._step_image,
        arguments = [args],
        inputs = [config, version_of] + [layer.segment for layer in layers] + [layer.description for layer in layers],
        outputs = [out],
        mnemonic = "WriteImage",
        progress_message = "Writing the image %{label}",
    )
    return DefaultInfo(files = depset([out]), runfiles = ctx.runfiles([out]))

def _config(ctx):
    """The part `config` of an image's configuration. Empty keys are left out, as Docker does."""
    check = {}
    if ctx.attr.healthcheck:
        check = {
            "Test": ["CMD"] + ctx.attr.healthcheck,
            "Interval": ctx.attr.healthcheck_interval * _SECOND,
            "Timeout": ctx.attr.healthcheck_timeout * _SECOND,
            "StartPeriod": ctx.attr.healthcheck_start * _SECOND,
            "Retries": ctx.attr.healthcheck_retries,
        }
    build_hash = ctx.attr._hash[BuildSettingInfo].value
    env = ctx.attr.env | ({"GIT_BUILD_HASH": build_hash} if build_hash else {})
    labels = ctx.attr.labels | ({"org.opencontainers.image.revision": build_hash} if build_hash else {})
    config = {
        "User": ctx.attr.user,
        "WorkingDir": ctx.attr.folder,
        "Entrypoint": ctx.attr.entrypoint,
        "Env": ["{}={}".format(name, value) for name, value in sorted(env.items())],
        "ExposedPorts": {port if "/" in port else port + "/tcp": {} for port in ctx.attr.ports},
        "Labels": labels,
        "Healthcheck": check,
    }
    return {key: value for key, value in config.items() if value}

image = rule(
    doc = """An image as a folder, `bazel-bin/<package>/<name>/`, of the layout of the Open Container Initiative: an index with one image for the
platform. Its digest depends on what is in it alone. The healthcheck is Docker's extension of the configuration.""",
    implementation = _image_impl,
    attrs = steps("image") | {
        "bundle": attr.label(
            doc = "The product, whose version the image has as a label.",
            providers = [BundleInfo],
            mandatory = True,
        ),
        "entrypoint": attr.string_list(
            doc = "What is started, with the arguments of whoever starts the image behind it.",
            mandatory = True,
        ),
        "env": attr.string_dict(
            doc = "Variables.",
        ),
        "folder": attr.string(
            doc = "The working directory.",
            default = "/",
        ),
        "healthcheck": attr.string_list(
            doc = "The command whose exit code says whether it works.",
        ),
        "healthcheck_interval": attr.int(
            doc = "Seconds between two.",
            default = 30,
        ),
        "healthcheck_retries": attr.int(
            doc = "How many have to fail.",
            default = 3,
        ),
        "healthcheck_start": attr.int(
            doc = "Seconds after the start in which it may fail.",
            default = 60,
        ),
        "healthcheck_timeout": attr.int(
            doc = "Seconds that it may take.",
            default = 30,
        ),
        "labels": attr.string_dict(
            doc = "Labels, beside the version.",
        ),
        "layers": attr.label_list(
            doc = "The layers, the one that changes least first.",
            providers = [LayerInfo],
            mandatory = True,
        ),
        "platform": attr.string(
            doc = "What it runs on.",
            default = "linux/amd64",
        ),
        "ports": attr.string_list(
            doc = "Ports that it listens at, such as 9000 or 1812/udp.",
        ),
        "user": attr.string(
            doc = "The user.",
            default = "1000",
        ),
        "_hash": attr.label(
            default = "//:build_hash",
            providers = [BuildSettingInfo],
        ),
    },
)
