"""Serve for development, on the socket that the Go server expects."""

import tempfile
from pathlib import Path

import uvicorn
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Serve."""

    help = __doc__

    def handle(self, **options):
        socket = Path(tempfile.gettempdir()) / "authentik-core.sock"
        uvicorn.run("authentik.root.asgi:application", uds=str(socket), lifespan="off", ws="wsproto", log_config=None)
