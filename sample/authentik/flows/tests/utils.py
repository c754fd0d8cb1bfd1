"""Flows for tests."""

from authentik.blueprints.v1.tasks import read
from authentik.blueprints.v1.importer import Importer

LOGIN = "/api/v3/flows/executor/default-authentication-flow/?query="
LOGOUT = "/api/v3/flows/executor/default-invalidation-flow/?query="


def apply(*paths: str):
    """Apply blueprints of the source tree."""
    for path in paths:
        Importer(read(path).blueprint).apply()
