"""API clients from OpenAPI schemas: the public rules of this area."""

load("//clients/private:akbuild_command.bzl", _akbuild_command = "akbuild_command")
load("//clients/private:openapi_client.bzl", _openapi_client = "openapi_client")
load("//clients/private:openapi_generator.bzl", _openapi_generator = "openapi_generator")
load(
    "//clients/private:providers.bzl",
    _OpenapiClientInfo = "OpenapiClientInfo",
    _OpenapiGeneratorInfo = "OpenapiGeneratorInfo",
    _TypescriptPackageInfo = "TypescriptPackageInfo",
)
load("//clients/private:release.bzl", _release_clients = "release_clients")
load("//clients/private:toolchain.bzl", _openapi_generator_toolchain = "openapi_generator_toolchain")
load("//clients/private:typescript_package.bzl", _typescript_package = "typescript_package")

OpenapiClientInfo = _OpenapiClientInfo
OpenapiGeneratorInfo = _OpenapiGeneratorInfo
TypescriptPackageInfo = _TypescriptPackageInfo
akbuild_command = _akbuild_command
openapi_client = _openapi_client
openapi_generator = _openapi_generator
openapi_generator_toolchain = _openapi_generator_toolchain
release_clients = _release_clients
typescript_package = _typescript_package
