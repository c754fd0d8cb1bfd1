"""Tests of //lines/private:resolve.bzl: what a line inherits, and that what is wrong with one is said in one sentence."""

load("@bazel_skylib//lib:unittest.bzl", "asserts", "unittest")
load("//lines/private:resolve.bzl", "FILES", "line_of", "nearest", "of_version", "pinned_releases", "resolve")

_BASE = {
    "python": "3.13",
    "go": "1.25",
    "clients": {"go": {"generator": "7.19.0", "config": "a"}, "typescript": {"generator": "7.21.0"}},
    "drop": [],
    "testDrop": [],
    "webProxy": "--proxy",
    "versions": {"1.2.0": {"clients": {"go": {"generator": "6.2.0"}}}, "1.2.4": {"rev": "abc", "narHash": "sha256-x"}},
}

_PYTHONS = ["3.13", "3.14"]
_GOS = ["1.25", "1.26"]

def _line(record, files = FILES):
    return struct(record = record, files = ["line.json"] + files)

def _inherited_test_impl(ctx):
    env = unittest.begin(ctx)
    lines, problem = resolve({
        "1.2": _line(_BASE),
        "1.4": _line({"inherits": "1.2", "python": "3.14", "versions": {"1.4.1": {}}}, ["contract.yaml", "tests.yaml"]),
        "1.6": _line({"inherits": "1.4", "drop": ["a:b"]}, []),
    }, _PYTHONS, _GOS)
    asserts.equals(env, "", problem)
    asserts.equals(env, "3.14", lines["1.6"]["python"])
    asserts.equals(env, ["a:b"], lines["1.6"]["drop"])
    asserts.equals(env, [], lines["1.4"]["drop"])
    asserts.equals(env, {}, lines["1.6"]["versions"])
    asserts.equals(env, {"1.4.1": {}}, lines["1.4"]["versions"])
    asserts.equals(env, ["1.2/npm.yaml"], lines["1.6"]["npm"])
    asserts.equals(env, ["1.2/tests.yaml", "1.4/tests.yaml"], lines["1.6"]["tests"])
    asserts.equals(env, ["1.4/contract.yaml", "1.2/npm.yaml"], [lines["1.6"]["files"][file] for file in ["contract.yaml", "npm.yaml"]])

    # What upstream made otherwise for one version is that version's.
    asserts.equals(env, {"generator": "6.2.0", "config": "a"}, of_version(lines["1.2"], "1.2.0")["clients"]["go"])
    asserts.equals(env, {"generator": "7.19.0", "config": "a"}, of_version(lines["1.2"], "1.2.9")["clients"]["go"])
    asserts.equals(env, {"generator": "7.21.0"}, of_version(lines["1.2"], "1.2.0")["clients"]["typescript"])
    return unittest.end(env)

inherited_test = unittest.make(_inherited_test_impl)

def _problems_test_impl(ctx):
    env = unittest.begin(ctx)
    for lines, want in [
        ({"1.2": _line(_BASE | {"inherits": "1.2"})}, "lines/1.2/line.json inherits from itself, by way of 1.2"),
        ({"1.2": _line(_BASE | {"inherits": "1.0"})}, "lines/1.2/line.json inherits from 1.0, of which there is no folder: there are 1.2"),
        ({"1.2": _line(_BASE | {"pyhton": "3.13"})}, "lines/1.2/line.json has the key pyhton, which nothing reads: there are inherits, python, go, clients, drop, testDrop, leftOut, webProxy, versions"),
        ({"1.2": _line(_BASE | {"drop": "a"})}, "lines/1.2/line.json says of drop a string, which has to be a list"),
        ({"1.2": _line(_BASE | {"python": "3.12"})}, "lines/1.2/line.json wants Python 3.12, and the package set has 3.13, 3.14: docs/lines.md says how one is added"),
        ({"1.2": _line(_BASE | {"go": "1.9"})}, "lines/1.2/line.json wants Go 1.9, and the package set has 1.25, 1.26: docs/lines.md says how one is added"),
        ({"1.2": _line({"python": "3.13", "go": "1.25"})}, "lines/1.2/line.json does not say clients, and inherits from no line that does"),
        ({"1.2": _line(_BASE, FILES + ["tsets.yaml"])}, "lines/1.2/tsets.yaml is read by nothing: there are " + ", ".join(FILES)),
        ({"1.2": _line(_BASE, FILES[1:])}, "lines/1.2 has no contract.yaml, and inherits from no line that has"),
        ({"1.2": _line(_BASE | {"versions": {"1.2.0": {"hash": ""}}})}, "version 1.2.0 of lines/1.2/line.json has the key hash, which nothing reads: there are rev, narHash, clients"),
        ({"1.2": _line(_BASE | {"versions": {"1.2.0": {"rev": "abc"}}})}, "version 1.2.0 of lines/1.2/line.json has to say rev and narHash, or neither"),
        ({"1.2": _line(_BASE | {"clients": {"cobol": {}}})}, "lines/1.2/line.json has a client in cobol: there are go, typescript"),
        (
            {"1.2": _line(_BASE | {"versions": {"1.2.1": {"clients": {"go": {"generater": "7"}}}}})},
            "the go client of version 1.2.1 of lines/1.2/line.json has the key generater, which nothing reads: there are generator, config, patch, imports, tree",
        ),
        ({"1.2": _line(_BASE | {"versions": {"1.3.0": {}}})}, "version 1.3.0 of lines/1.2/line.json is not of that line"),
    ]:
        asserts.equals(env, (None, want), resolve(lines, _PYTHONS, _GOS))
    return unittest.end(env)

problems_test = unittest.make(_problems_test_impl)

def _pinned_test_impl(ctx):
    env = unittest.begin(ctx)

    def releases(nar_hash):
        lines, problem = resolve({"1.2": _line(_BASE | {"versions": {"1.2.0": {}, "1.2.4": {"rev": "abc", "narHash": nar_hash}}})}, _PYTHONS, _GOS)
        asserts.equals(env, "", problem)
        return pinned_releases(lines)

    asserts.equals(env, ["1.2.4"], [release["source"] for release in releases("sha256-x")])

    # The repositories of all sides of a release are given this, and made anew when it is another.
    asserts.true(env, releases("sha256-x") != releases("sha256-y"), "another hash changes nothing that a release's repositories are given")
    return unittest.end(env)

pinned_test = unittest.make(_pinned_test_impl)

def _nearest_test_impl(ctx):
    env = unittest.begin(ctx)
    lines = ["2025.12", "2025.10", "sample", "2026.2"]
    for line, want in {"2025.12": "2025.12", "2026.1": "2025.12", "2030.4": "2026.2", "2025.9": "2025.10", "main": "2026.2"}.items():
        asserts.equals(env, want, nearest(line, lines))
    asserts.equals(env, "2025.12", line_of("2025.12.4"))
    asserts.equals(env, "2026.5", line_of("2026.5.0-rc1"))
    return unittest.end(env)

nearest_test = unittest.make(_nearest_test_impl)

def resolve_tests(name):
    """Declares the tests.

    Args:
      name: string; name of the suite.
    """
    unittest.suite(name, inherited_test, problems_test, nearest_test, pinned_test)
