"""Runs the tests of the apps with pytest: manage.py test authentik."""

import pytest
from django.conf import settings
from django.test.runner import DiscoverRunner

from authentik.lib.config import CONFIG


class PytestTestRunner(DiscoverRunner):
    """Takes paths as labels, and of the options of Django's runner those that pytest knows too."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.arguments = ["--exitfirst"] if self.failfast else []
        if self.keepdb:
            self.arguments.append("--reuse-db")
        settings.TEST = True
        # Nothing but the tree itself: what the machine happens to have at this place is not under test.
        CONFIG.set("blueprints_dir", "./blueprints")

    def run_tests(self, test_labels: list[str], **kwargs) -> int:
        """Run pytest, and return its exit code."""
        return int(pytest.main([*self.arguments, *test_labels]))
