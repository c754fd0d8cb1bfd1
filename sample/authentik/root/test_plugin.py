"""pytest's plugin: says at the top of a run what is tested."""

from pathlib import Path

import pytest

import tests
from authentik import VERSION, __file__


@pytest.hookimpl(trylast=True)
def pytest_report_header() -> list[str]:
    """Say which authentik that is, and where the tests beside it lie."""
    return [f"authentik {VERSION} in {Path(__file__).parent}", f"tests in {', '.join(tests.__path__)}"]
