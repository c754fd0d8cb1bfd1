"""The toolchain of OpenAPI Generator: what a client is made with that names no version."""

load(":providers.bzl", "OpenapiGeneratorInfo")

TOOLCHAIN_TYPE = "//clients:toolchain_type"

def _openapi_generator_toolchain_impl(ctx):
    return [platform_common.ToolchainInfo(generator = ctx.attr.generator[OpenapiGeneratorInfo])]

openapi_generator_toolchain = rule(
    doc = "Offers an openapi_generator as toolchain of //clients:toolchain_type; its field `generator` is an OpenapiGeneratorInfo.",
    implementation = _openapi_generator_toolchain_impl,
    attrs = {
        "generator": attr.label(
            doc = "The openapi_generator.",
            providers = [OpenapiGeneratorInfo],
            mandatory = True,
        ),
    },
)
