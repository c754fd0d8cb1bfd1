"""The programs that tests of tools/ need, as package testenv finds them."""

load("@authentik_releases//:table.bzl", "DEFAULT_GENERATOR")
load("@nix_packages//:labels.bzl", "generator_jar", "python", "python_files")

_JAR = str(generator_jar(DEFAULT_GENERATOR))

# Data of a go_test that uses testenv.
TEST_PROGRAMS = [
    "@gazelle_nix//:bin/gazelle",
    "@go_sdk_nix//:ROOT",
    "@jre//:bin/java",
    "@jre//:files",
    _JAR,
]

# Its env.
TEST_PROGRAMS_ENV = {
    "AKBUILD_TEST_GAZELLE": "$(rootpath @gazelle_nix//:bin/gazelle)",
    "AKBUILD_TEST_GO_ROOT": "$(rootpath @go_sdk_nix//:ROOT)",
    "AKBUILD_TEST_JAR": "$(rootpath {})".format(_JAR),
    "AKBUILD_TEST_JAVA": "$(rootpath @jre//:bin/java)",
}

# The same for a test that looks at TypeScript too.
TYPESCRIPT_PROGRAMS = TEST_PROGRAMS + [
    "@nodejs//:bin/node",
    "@typescript//:files",
    "@typescript//:package.json",
]

TYPESCRIPT_PROGRAMS_ENV = TEST_PROGRAMS_ENV | {
    "AKBUILD_TEST_NODE": "$(rootpath @nodejs//:bin/node)",
    "AKBUILD_TEST_TYPESCRIPT": "$(rootpath @typescript//:package.json)",
}

# A PostgreSQL server, for a test that starts one.
POSTGRES = [
    "@postgresql//:bin/postgres",
    "@postgresql//:files",
]

POSTGRES_ENV = {
    "AKBUILD_TEST_POSTGRES": "$(rootpath @postgresql//:bin/postgres)",
}

# A Python interpreter, and what builds wheels with it.
PYTHON_PROGRAMS = [
    str(python()),
    str(python_files()),
    "@python_build_backend//:distributions.json",
    "@python_build_backend//:files",
]

PYTHON_PROGRAMS_ENV = {
    "AKBUILD_TEST_BUILD_BACKEND": "$(rootpath @python_build_backend//:distributions.json)",
    "AKBUILD_TEST_PYTHON": "$(rootpath {})".format(python()),
}

# uv, for a test that resolves Python distributions of its own.
UV_PROGRAMS = PYTHON_PROGRAMS + ["@uv//:bin/uv"]

UV_PROGRAMS_ENV = PYTHON_PROGRAMS_ENV | {
    "AKBUILD_TEST_UV": "$(rootpath @uv//:bin/uv)",
}

# A Chromium, for a test in a browser.
CHROMIUM = [
    "@chromium//:bin/chromium",
    "@chromium//:files",
]

CHROMIUM_ENV = {
    "AKBUILD_TEST_CHROMIUM": "$(rootpath @chromium//:bin/chromium)",
}
