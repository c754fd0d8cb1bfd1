"""The package itself: imports, versions, and the checks that Django has."""

import ast
import re
import subprocess
import tomllib
import unittest
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions, requires
from pathlib import Path

from tests.tree import PACKAGE, PYTHON, TREE, Home

# What manage.py check --deploy says and why that is so. Everything else is a mistake.
EXPECTED_WARNINGS = {
    "security.W004": "HSTS is for whoever ends TLS to say, which is the Go server or a proxy before it",
    "security.W008": "the Go server listens for HTTP and HTTPS; which one is wanted it is told",
    "security.W012": "the core speaks HTTP on a unix socket; a secure cookie would not come back over plain HTTP",
    "security.W016": "the same, for the CSRF cookie",
    "security.W019": "pages of authentik are shown in frames of authentik",
}


class TestPackage(unittest.TestCase):
    def setUp(self):
        self.home = Home()
        self.addCleanup(self.home.remove)

    def test_nothing_but_itself(self):
        code = "import authentik, sys; print(authentik.VERSION); assert not [m for m in sys.modules if 'django' in m]"
        done = subprocess.run([PYTHON, "-c", code], check=False, cwd=TREE, env={}, capture_output=True, text=True)
        self.assertEqual((done.stderr, done.returncode), ("", 0))
        found = re.search(r'^VERSION = "(.+)"$', (PACKAGE / "__init__.py").read_text(), re.M)
        self.assertEqual(done.stdout.strip(), found[1])

    def test_versions_agree(self):
        project = TREE / "pyproject.toml"
        if not project.exists():
            self.skipTest("an installed tree has no pyproject.toml")
        declared = tomllib.loads(project.read_text())["project"]["version"]
        constants = TREE / "internal/constants/VERSION"
        self.assertEqual(constants.read_text().strip(), declared)
        self.assertIn(f'VERSION = "{declared}"', (PACKAGE / "__init__.py").read_text())

    def test_full_version(self):
        code = "import authentik; print(authentik.authentik_full_version())"
        base = self.home.run(PYTHON, "-c", code).stdout.strip()
        self.assertEqual(self.home.run(PYTHON, "-c", code, GIT_BUILD_HASH="").stdout.strip(), base)
        self.assertEqual(self.home.run(PYTHON, "-c", code, GIT_BUILD_HASH="abc").stdout.strip(), f"{base}+abc")

    def test_check_deploy(self):
        done = self.home.run(PYTHON, "-m", "manage", "check", "--deploy")
        found = set(re.findall(r"\((\w+\.[WE]\d+)\)", done.stderr))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertLessEqual(found, set(EXPECTED_WARNINGS), done.stderr)
        without = self.home.run(PYTHON, "-m", "manage", "check", "--deploy", AUTHENTIK_SECRET_KEY="")
        self.assertIn("(authentik.E001) secret_key is not set.", without.stderr)
        self.assertEqual(without.returncode, 1)

    def test_every_file_is_python(self):
        files = [path for folder in (PACKAGE, TREE / "lifecycle") for path in folder.rglob("*.py")]
        self.assertGreater(len(files), 80)
        for path in files:
            ast.parse(path.read_text(), str(path))


class TestDependencies(unittest.TestCase):
    """What pyproject.toml asks for is there and imports. Run by the interpreter under test."""

    def test_every_direct_dependency_imports(self):
        home = Home()
        self.addCleanup(home.remove)
        home.env["PYTHONPATH"] = str(Path(__file__).absolute().parent.parent)
        done = home.run(PYTHON, "-m", "tests.test_import")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


def direct_dependencies() -> list[str]:
    """Return the names that authentik asks for: of the source tree, else of the installed wheel."""
    project = TREE / "pyproject.toml"
    if project.exists():
        asked = tomllib.loads(project.read_text())["project"]["dependencies"]
    else:
        asked = [line for line in requires("authentik") if ";" not in line]
    return [re.match(r"[A-Za-z0-9._-]+", line)[0] for line in asked]


def main() -> int:
    """Import every module of every direct dependency; say what does not."""
    import os

    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "authentik.root.settings"
    django.setup()
    modules: dict[str, list[str]] = {}
    for module, distributions in packages_distributions().items():
        for owner in distributions:
            modules.setdefault(re.sub(r"[-_.]+", "-", owner).lower(), []).append(module)
    failed = 0
    for name in direct_dependencies():
        try:
            files = distribution(name).files
        except PackageNotFoundError:
            print(f"{name} is not installed")
            failed += 1
            continue
        key = re.sub(r"[-_.]+", "-", name).lower()
        # What has no module has to have something else, and that has to be there: dumb-init is a program.
        if key not in modules and not all(file.locate().exists() for file in files or [Path("/no/file")]):
            print(f"{name} has no module, and not all of its files")
            failed += 1
        for module in modules.get(key, []):
            if not module.isidentifier() or module in ("docs", "tests", "test", "examples", "samples"):
                continue
            try:
                __import__(module)
            except Exception as exc:  # noqa: BLE001 - whatever a module does, its name is what matters
                print(f"{name}: importing {module}: {type(exc).__name__}: {exc}")
                failed += 1
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
