"""Serve for development: behind the Go server, and again after each change."""

import tempfile
from pathlib import Path

import uvicorn
from django.core.management.base import BaseCommand

import authentik


class Command(BaseCommand):
    """Serve on the socket that the Go server expects."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--noreload", action="store_true", help="do not watch the source")

    def handle(self, **options):
        socket = Path(tempfile.gettempdir()) / "authentik-core.sock"
        socket.unlink(missing_ok=True)
        uvicorn.run(
            "authentik.root.asgi:application",
            uds=str(socket),
            reload=not options["noreload"],
            reload_dirs=[authentik.__path__[0]],
            lifespan="off",
            ws="wsproto",
            log_config=None,
        )
