"""The rule openapi_client."""

load("//tools/steps:def.bzl", "WORKER", "steps")
load(":providers.bzl", "OpenapiClientInfo", "OpenapiGeneratorInfo")
load(":toolchain.bzl", "TOOLCHAIN_TYPE")

# What the tree's folder is called. rules_go compiles a folder given as srcs when its name ends in .go.
_SUFFIXES = {"go": ".go"}

def _resources(_os, _inputs):
    """One generation keeps a core busy and a bit; the JVM's heap is bounded."""
    return {"cpu": 1, "memory": 400}

def _openapi_client_impl(ctx):
    if ctx.attr.generator:
        generator = ctx.attr.generator[OpenapiGeneratorInfo]
    else:
        generator = ctx.toolchains[TOOLCHAIN_TYPE].generator
    language = ctx.attr.language
    tree = ctx.actions.declare_directory(ctx.label.name + _SUFFIXES.get(language, ""))
    manifest = ctx.actions.declare_file(ctx.label.name + ".manifest")
    inputs = [ctx.file.schema]

    # What a worker is started with: all generations of one version of the generator have it in common.
    start = ctx.actions.args()
    start.add("generate")
    start.add("--java", generator.java)
    start.add("--jar", generator.jar)
    start.add("--host-classes", generator.host.path)

    # What a request to it holds.
    args = ctx.actions.args()
    args.use_param_file("@%s", use_always = True)
    args.set_param_file_format("multiline")
    args.add("--generator", language)
    args.add("--schema", ctx.file.schema)
    if ctx.file.config:
        args.add("--config", ctx.file.config)
        inputs.append(ctx.file.config)
    if language in generator.options:
        args.add("--known-options", generator.options[language])
        inputs.append(generator.options[language])
    for key, value in sorted(ctx.attr.properties.items()):
        args.add("--set", "{}={}".format(key, value))
    args.add("--unchecked")
    args.add("--manifest", manifest)
    args.add("--out", tree.path)
    ctx.actions.run(
        executable = ctx.executable._step_generate,
        arguments = [start, args],
        inputs = inputs,
        # Tools, so that a change of one of them starts another worker.
        tools = depset([generator.jar, generator.java, generator.host], transitive = [generator.files]),
        outputs = [tree, manifest],
        mnemonic = "OpenApiGenerate",
        progress_message = "Generating the {} client %{{label}} with OpenAPI Generator {}".format(language, generator.version),
        resource_set = _resources,
        execution_requirements = WORKER,
    )
    groups = {"manifest": depset([manifest])}
    if language == "go":
        groups["_validation"] = depset([_check(ctx, language, tree)])
    return [
        DefaultInfo(files = depset([tree])),
        OpenapiClientInfo(
            language = language,
            generator_version = generator.version,
            tree = tree,
            manifest = manifest,
        ),
        OutputGroupInfo(**groups),
    ]

def _check(ctx, language, tree):
    """Sees whether the client compiles, beside whatever is built with it: a type checker takes more memory than a worker should keep."""
    stamp = ctx.actions.declare_file(ctx.label.name + ".checked")
    args = ctx.actions.args()
    args.add("check-client")
    args.add("--generator", language)
    args.add("--schema", ctx.file.schema)
    args.add("--client", tree.path)
    args.add("--out", stamp)
    ctx.actions.run(
        executable = ctx.executable._step_generate,
        arguments = [args],
        inputs = [ctx.file.schema, tree],
        outputs = [stamp],
        mnemonic = "CheckClient",
        progress_message = "Checking the {} client %{{label}}".format(language),
    )
    return stamp

openapi_client = rule(
    doc = """Generates an API client from an OpenAPI schema and tidies it: formatted, without what upstream does not ship, the same bytes wherever it is made.

**Providers:** OpenapiClientInfo; the output is the tree, the output group `manifest` the hashes of its files. That a Go client compiles is validated.""",
    implementation = _openapi_client_impl,
    attrs = steps("generate") | {
        "language": attr.string(
            doc = "The generator's name as `openapi-generator-cli list` shows it: go, typescript-fetch, python, rust ...",
            mandatory = True,
        ),
        "schema": attr.label(
            doc = "The OpenAPI document, YAML or JSON.",
            allow_single_file = [".yml", ".yaml", ".json"],
            mandatory = True,
        ),
        "config": attr.label(
            doc = "The generator's configuration file, as upstream has it. `templateDir` in it is ignored: upstream's templates touch no source file.",
            allow_single_file = [".yml", ".yaml", ".json"],
        ),
        "properties": attr.string_dict(
            doc = "Additional properties, which win over those of `config`. A key that the generator does not know is an error.",
        ),
        "generator": attr.label(
            doc = "The openapi_generator to use. Without it the toolchain's.",
            providers = [OpenapiGeneratorInfo],
        ),
    },
    provides = [OpenapiClientInfo],
    toolchains = [config_common.toolchain_type(TOOLCHAIN_TYPE, mandatory = False)],
)
