"""gunicorn's configuration. The Go server starts gunicorn with this, and waits for the socket."""

import os
import sys
import tempfile
from pathlib import Path

# gunicorn reads this before it puts the working directory on the path.
sys.path.insert(0, str(Path(__file__).absolute().parent.parent))

TEMP = Path(tempfile.gettempdir())
# Set before anything imports prometheus_client, which decides at import how it counts.
PROMETHEUS_DIR = Path(os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(TEMP / "authentik_prometheus_tmp")))
PROMETHEUS_DIR.mkdir(parents=True, exist_ok=True)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "authentik.root.settings")

from prometheus_client.multiprocess import mark_process_dead  # noqa: E402

from authentik.lib.config import CONFIG  # noqa: E402
from authentik.lib.logging import logging_dict  # noqa: E402
from lifecycle.migrate import run_migrations  # noqa: E402
from lifecycle.wait_for_db import wait_for_db  # noqa: E402

# The Go server derives the same path from the same TMPDIR.
bind = f"unix://{TEMP / 'authentik-core.sock'}"
worker_class = "lifecycle.worker.DjangoUvicornWorker"
workers = CONFIG.get_int("web.workers", 2)
# One import for all workers.
preload_app = True
logconfig_dict = logging_dict()
# Only the Go server connects, and it says who the client is.
forwarded_allow_ips = "*"


def child_exit(server, worker):
    """Forget the gauges of a worker that ended."""
    mark_process_dead(worker.pid)


wait_for_db()
run_migrations()
