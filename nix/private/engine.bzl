"""The identity of what builds: versions of the compilers and libraries that are neither Nix packages nor ours."""

# Written by engine/configure-root.sh: a line "package version architecture" for each package of the root.
_IDENTITY = "/etc/authentik-build/identity"

def _engine_repository_impl(repository_ctx):
    identity = repository_ctx.path(_IDENTITY)
    if identity.exists:
        repository_ctx.watch(identity)
        content = repository_ctx.read(identity)
    else:
        # A machine with Bazel and Nix of its own: what its C library says of itself.
        result = repository_ctx.execute(["ldd", "--version"])
        content = "host {} {}\n".format(repository_ctx.os.name, result.stdout.split("\n")[0])
    repository_ctx.file("identity", content)
    repository_ctx.file("BUILD.bazel", 'exports_files(["identity"])\n')

engine_repository = repository_rule(
    doc = "Offers the file `identity`: an input of whatever depends on the engine's C library or compilers.",
    implementation = _engine_repository_impl,
    configure = True,
)
