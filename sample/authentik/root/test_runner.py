"""Runs the tests of the apps with pytest: manage.py test authentik."""

from argparse import ArgumentParser
from pathlib import Path

import pytest
from django.conf import settings
from django.test.runner import DiscoverRunner

from authentik.lib.config import CONFIG


class PytestTestRunner(DiscoverRunner):
    """Takes the options of Django's runner that pytest knows too, and paths or dotted names as labels."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.arguments = ["--exitfirst"] if self.failfast else []
        if self.keepdb:
            self.arguments.append("--reuse-db")
        if kwargs.get("no_capture"):
            self.arguments.append("--capture=no")
        settings.TEST = True
        # Tests log many users in, and the point of a good hash is to be slow.
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        # Nothing but the tree itself: what the machine happens to have at these places is not under test.
        CONFIG.set("blueprints_dir", "./blueprints")
        CONFIG.set("avatars", "gravatar,initials")

    @classmethod
    def add_arguments(cls, parser: ArgumentParser):
        super().add_arguments(parser)
        parser.add_argument("--no-capture", action="store_true", help="Show what tests print.")

    def run_tests(self, test_labels: list[str], **kwargs) -> int:
        """Run pytest, and return its exit code."""
        paths = [path_of(label) for label in test_labels]
        return int(pytest.main([*self.arguments, *paths]))


def path_of(label: str) -> str:
    """Return what pytest calls a label: a path stays one, a dotted name of a module, class or test becomes one."""
    if "::" in label or Path(label).exists():
        return label
    parts = label.split(".")
    for count in range(len(parts), 0, -1):
        for module in (Path(*parts[:count]).with_suffix(".py"), Path(*parts[:count])):
            if module.exists():
                return "::".join([str(module), *parts[count:]])
    raise FileNotFoundError(f"There are no tests {label} here.")
