"""Providers of the client rules."""

OpenapiGeneratorInfo = provider(
    doc = "One version of OpenAPI Generator and what runs it.",
    fields = {
        "version": "string; the version as the jar itself says it, such as 7.19.0",
        "jar": "File; the command line interface with all its classes",
        "java": "File; the java executable",
        "files": "depset of File; everything that java needs beside the jar: the runtime's files and the identity of the engine whose C library it runs on",
        "host": "File; the folder of the classes of //tools/client/generatorhost for this version, which run inside the Java of a persistent worker",
        "options": "dict of generator name (such as go) to File; the option names which this version knows for it",
    },
)

OpenapiClientInfo = provider(
    doc = "A generated API client.",
    fields = {
        "language": "string; the generator's name, such as go or typescript-fetch",
        "generator_version": "string; the version of OpenAPI Generator",
        "tree": "File; a folder with the tidied sources, no symlinks, every file mode 0644",
        "manifest": "File; a line `sha256  path` for each file of the tree, sorted by path",
    },
)

TypescriptPackageInfo = provider(
    doc = "An npm package compiled from a generated TypeScript client.",
    fields = {
        "client": "string; the path of the client that it is compiled from, the folder that has package.json and src",
        "client_files": "depset of File; the files of that folder",
        "package": "File; the package's folder: package.json, src, dist (CommonJS) and dist/esm, no symlinks, every file mode 0644",
        "manifest": "File; a line `sha256  path` for each file of the package, sorted by path",
        "tarball": "File; the package as npm installs it",
    },
)
