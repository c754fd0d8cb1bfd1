"""Tests of //clients/private:table.bzl: what is wrong with a record of the table of releases is said in one sentence."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")
load("//clients/private:table.bzl", "find_release")

_GENERATORS = ["7.19.0", "7.22.0"]
_CONFIGS = {"go": {"2025.12": {}, "2026.2": {}}, "typescript": {"2025.12": {}}}

def _record(go = {}, typescript = {}):
    return {
        "go": {"config": "2026.2", "generator": "7.19.0"} | go,
        "typescript": {"config": "2025.12", "generator": "7.22.0"} | typescript,
    }

def _found_test_impl(ctx):
    env = unittest.begin(ctx)
    record = _record()
    found, problem = find_release("2026.8.3", {"2026.8.3": record}, _GENERATORS, _CONFIGS)
    asserts.equals(env, None, problem)
    asserts.equals(env, record, found)
    return unittest.end(env)

found_test = unittest.make(_found_test_impl)

def _problems_test_impl(ctx):
    env = unittest.begin(ctx)
    no_typescript = _record()
    no_typescript.pop("typescript")
    for release, record, want in [
        (
            "2099.1.0",
            _record(),
            "release 2099.1.0 is not in nix/releases/clients.json, which has 2026.8.3; CONTRIBUTING.md says how one is added",
        ),
        (
            "2026.8.3",
            _record(typescript = {"generator": None}),
            "the typescript client of release 2026.8.3 in nix/releases/clients.json has no generator: " +
            "add the version that upstream's .openapi-generator/VERSION of that release says, one of 7.19.0, 7.22.0",
        ),
        (
            "2026.8.3",
            _record(go = {"generator": ""}),
            "the go client of release 2026.8.3 in nix/releases/clients.json has no generator: " +
            "add the version that upstream's .openapi-generator/VERSION of that release says, one of 7.19.0, 7.22.0",
        ),
        (
            "2026.8.3",
            _record(go = {"generator": "7.20.0"}),
            "the go client of release 2026.8.3 in nix/releases/clients.json asks for generator 7.20.0, " +
            "which is not among its generators 7.19.0, 7.22.0: add it there and to nix/pins/maven.json",
        ),
        (
            "2026.8.3",
            _record(go = {"config": "2024"}),
            "the go client of release 2026.8.3 in nix/releases/clients.json asks for config 2024, and there are 2025.12, 2026.2",
        ),
        (
            "2026.8.3",
            no_typescript,
            "release 2026.8.3 in nix/releases/clients.json has no typescript client",
        ),
    ]:
        found, problem = find_release(release, {"2026.8.3": record}, _GENERATORS, _CONFIGS)
        asserts.equals(env, None, found)
        asserts.equals(env, want, problem)
    return unittest.end(env)

problems_test = unittest.make(_problems_test_impl)

def table_tests(name):
    """Declares the tests.

    Args:
      name: string; name of the suite.
    """
    unittest.suite(name, found_test, problems_test)
