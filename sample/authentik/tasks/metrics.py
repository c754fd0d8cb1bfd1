"""Serves what workers have counted. Runs as a process of its own."""

import signal
import socket
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import CollectorRegistry, make_wsgi_app
from prometheus_client.multiprocess import MultiProcessCollector
from structlog.stdlib import get_logger

from authentik.lib.config import CONFIG

LOGGER = get_logger(__name__)


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        """Say nothing: it is asked every few seconds."""


class _Server6(WSGIServer):
    address_family = socket.AF_INET6


def serve() -> int:
    """Serve metrics on listen.metrics until told to stop."""
    host, _, port = CONFIG.get("listen.metrics").rpartition(":")
    host = host.strip("[]")
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    try:
        server = make_server(host, int(port), make_wsgi_app(registry), _Server6 if ":" in host else WSGIServer, _Quiet)
    except OSError as exc:
        # The server of the same machine has the address by default. Tasks are run all the same.
        LOGGER.warning("metrics of workers are not served", address=f"{host}:{port}", error=str(exc))
        signal.pause()
        return 0
    with server:
        server.serve_forever()
    return 0
