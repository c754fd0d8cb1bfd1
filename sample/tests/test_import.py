"""The package itself: imports, and the checks that Django has."""

import re
import unittest
from importlib.metadata import distribution, packages_distributions, requires
from pathlib import Path

from tests.tree import PYTHON, Home

# What manage.py check --deploy says: how HTTPS is spoken is for the Go server to know. Everything else is a mistake.
EXPECTED_WARNINGS = {"security.W004", "security.W008", "security.W012", "security.W016"}


class TestPackage(unittest.TestCase):
    def setUp(self):
        self.home = Home()
        self.addCleanup(self.home.remove)

    def test_full_version(self):
        code = "import authentik; print(authentik.authentik_full_version())"
        base = self.home.run(PYTHON, "-c", code).stdout.strip()
        self.assertEqual(self.home.run(PYTHON, "-c", code, GIT_BUILD_HASH="abc").stdout.strip(), f"{base}+abc")

    def test_check_deploy(self):
        done = self.home.run(PYTHON, "-m", "manage", "check", "--deploy")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertLessEqual(set(re.findall(r"\((\w+\.[WE]\d+)\)", done.stderr)), EXPECTED_WARNINGS, done.stderr)
        without = self.home.run(PYTHON, "-m", "manage", "check", "--deploy", AUTHENTIK_SECRET_KEY="")
        self.assertIn("(authentik.E001) secret_key is not set.", without.stderr)
        self.assertEqual(without.returncode, 1)

    def test_every_direct_dependency_imports(self):
        """The interpreter under test runs what is below."""
        self.home.env["PYTHONPATH"] = str(Path(__file__).absolute().parent.parent)
        self.home.env |= {"AKB_TREE": "/", "AKB_PYTHON": PYTHON}
        done = self.home.run(PYTHON, "-m", "tests.test_import")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


def main() -> int:
    """Import every module of every distribution that authentik asks for; say what does not."""
    import os

    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "authentik.root.settings"
    django.setup()
    modules: dict[str, list[str]] = {}
    for module, distributions in packages_distributions().items():
        for owner in distributions:
            modules.setdefault(re.sub(r"[-_.]+", "-", owner).lower(), []).append(module)
    failed = 0
    for name in (re.match(r"[A-Za-z0-9._-]+", line)[0] for line in requires("authentik") if ";" not in line):
        key = re.sub(r"[-_.]+", "-", name).lower()
        # What has no module has to have something else, and that has to be there: dumb-init is a program.
        files = distribution(name).files or [Path("/no/file")]
        if key not in modules and not all(file.locate().exists() for file in files):
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
