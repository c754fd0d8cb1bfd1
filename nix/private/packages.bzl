"""The packages of the package set as repositories, and a hub that has the labels of those of which there is one for each version."""

load("@rules_nixpkgs_core//:nixpkgs.bzl", "nixpkgs_local_repository", "nixpkgs_package")

# By name of the repository: the package's attribute, and what its BUILD file is.
_PACKAGES = {
    "buildgrid": struct(attribute = "buildgrid", build = 'exports_files(["bin/bgd"])'),
    "chromium": struct(attribute = "chromium", build = Label("//nix:packages/chromium.BUILD")),
    "client_rust_crates": struct(attribute = "client-rust-crates", build = 'filegroup(name = "crates", srcs = glob(["*.crate"]), visibility = ["//visibility:public"])'),
    "ecj": struct(attribute = "ecj", build = 'exports_files(["lib/ecj.jar"])'),
    "gazelle_nix": struct(attribute = "gazelle", build = 'exports_files(["bin/gazelle"])'),
    "go_sdk_nix": struct(attribute = "go", build = 'exports_files(["ROOT"])'),
    "image_root": struct(attribute = "image-root", build = 'exports_files(["shell.tar", "static.tar"])'),
    "jre": struct(attribute = "jre", build = Label("//nix:packages/jre.BUILD")),
    "nodejs": struct(attribute = "nodejs", build = Label("//nix:packages/nodejs.BUILD")),
    "nodejs_20": struct(attribute = "nodejs_20", build = Label("//nix:packages/nodejs.BUILD")),
    "pip": struct(attribute = "pip", build = 'exports_files(["pip.whl"])'),
    "postgresql": struct(attribute = "postgresql", build = Label("//nix:packages/postgresql.BUILD")),
    "python_build_backend": struct(attribute = "python-build-backend", build = Label("//nix:packages/python/build-backend.BUILD")),
    "typescript": struct(attribute = "typescript", build = Label("//nix:packages/typescript.BUILD")),
    "uv": struct(attribute = "uv", build = 'exports_files(["bin/uv"])'),
}

_SCHEMA_BUILD = Label("//nix:packages/schema.BUILD")
_PYTHON_BUILD = Label("//nix:packages/python/python.BUILD")
_GENERATOR_BUILD = 'exports_files(["lib/openapi-generator-cli.jar"])'

# Fetching one distribution is waiting, mostly.
_OPTIONS = {"buildgrid": ["--max-jobs", "12"], "python_build_backend": ["--max-jobs", "12"]}

# Of folders in nix/ those with a BUILD file are Bazel's. Of files these are read by no expression.
_NOT_NIX = ("BUILD", "bazel", "bzl")

def _underscored(version):
    return version.replace(".", "_")

def _tables(clients, pythons, gos):
    """Packages of which the tables have one for each version, as _PACKAGES has the others."""
    packages = {
        # What a tree without a schema is built with.
        "default_schema": struct(attribute = "schema_" + _underscored(clients["defaultRelease"]), build = _SCHEMA_BUILD),
    }
    for prefix, attribute, versions, build in [
        ("go_sdk_nix_", "go_", gos["versions"].keys(), _PACKAGES["go_sdk_nix"].build),
        ("openapi_generator_", "openapi-generator-cli_", clients["generators"], _GENERATOR_BUILD),
        ("python_", "python_", pythons["versions"], _PYTHON_BUILD),
        ("schema_", "schema_", clients["releases"].keys(), _SCHEMA_BUILD),
    ]:
        for version in versions:
            packages[prefix + _underscored(version)] = struct(attribute = attribute + _underscored(version), build = build)
    return packages

def _files(module_ctx):
    """Every file that an expression of the package set may read, as labels: rules_nixpkgs gives them no others, and watches these."""
    root = module_ctx.path(Label("//nix:default.nix")).dirname
    found = []
    folders = [child for child in root.readdir() if child.is_dir and not child.get_child("BUILD.bazel").exists]

    # A loop over folders that grows as it goes has to be bounded.
    for _ in range(1000):
        if not folders:
            return [Label("//nix:" + path) for path in sorted(found)]
        for child in folders.pop().readdir():
            if child.is_dir:
                folders.append(child)
            elif child.basename.rpartition(".")[2] not in _NOT_NIX:
                found.append(str(child).removeprefix(str(root) + "/"))
    fail("nix/ has more than 1000 folders")

def nix_packages(module_ctx):
    """Declares a repository for each package, and the hub `nix_packages`.

    Args:
      module_ctx: of the module extension.
    """
    clients = json.decode(module_ctx.read(Label("//nix:releases/clients.json")))
    pythons = json.decode(module_ctx.read(Label("//nix:releases/pythons.json")))
    gos = json.decode(module_ctx.read(Label("//nix:releases/gos.json")))
    nixpkgs_local_repository(
        name = "nixpkgs",
        nix_file = Label("//nix:default.nix"),
        nix_file_deps = _files(module_ctx),
    )
    for name, package in (_PACKAGES | _tables(clients, pythons, gos)).items():
        nixpkgs_package(
            name = name,
            attribute_path = package.attribute,
            repository = "@nixpkgs",
            nixopts = _OPTIONS.get(name, []),
            **{"build_file_content" if type(package.build) == "string" else "build_file": package.build}
        )
    _hub(name = "nix_packages", go = gos["default"], python = pythons["default"])

_BZL = """\
\"\"\"Labels of packages of which there is one for each version. nix/private/packages.bzl\"\"\"

# The Python of what names none: py_test, and tests of tools.
DEFAULT_PYTHON = "{python}"

# The Go SDK of what names none.
DEFAULT_GO = "{go}"

def _label(package, version, target):
    return Label("@" + package + version.replace(".", "_") + "//:" + target)

def generator_jar(version):
    \"\"\"The jar of a version of OpenAPI Generator.\"\"\"
    return _label("openapi_generator_", version, "lib/openapi-generator-cli.jar")

def go_root(version = DEFAULT_GO):
    \"\"\"The file at the top of a version of the Go SDK.\"\"\"
    return Label("@go_sdk_nix//:ROOT") if version == DEFAULT_GO else _label("go_sdk_nix_", version, "ROOT")

def python(version = DEFAULT_PYTHON):
    \"\"\"The interpreter of a version of Python.\"\"\"
    return _label("python_", version, "bin/python" + version)

def python_files(version = DEFAULT_PYTHON):
    \"\"\"All files of a version of Python.\"\"\"
    return _label("python_", version, "files")

def schema(release, file = "schema.yml"):
    \"\"\"The schema of a release, or another file that lies beside it: config.yaml, published.tgz.\"\"\"
    return _label("schema_", release, file)
"""

def _hub_impl(repository_ctx):
    repository_ctx.file("labels.bzl", _BZL.format(go = repository_ctx.attr.go, python = repository_ctx.attr.python))
    repository_ctx.file("BUILD.bazel", 'exports_files(["labels.bzl"])\n')

_hub = repository_rule(
    doc = "Offers labels.bzl: functions from a version to the label of a package's target.",
    implementation = _hub_impl,
    attrs = {
        "go": attr.string(
            doc = "The Go SDK of what names none.",
            mandatory = True,
        ),
        "python": attr.string(
            doc = "The Python of what names none.",
            mandatory = True,
        ),
    },
)
