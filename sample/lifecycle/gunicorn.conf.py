"""gunicorn's configuration. The Go server starts gunicorn with this, and waits for the socket."""

import os
import shutil
import signal
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
from lifecycle.wait_for_db import say, wait_for_db  # noqa: E402

# The Go server derives the same path from the same TMPDIR.
bind = f"unix://{TEMP / 'authentik-core.sock'}"

_worker_tmp = TEMP / "authentik_gunicorn_tmp"
_worker_tmp.mkdir(parents=True, exist_ok=True)
worker_tmp_dir = str(_worker_tmp)
worker_class = "lifecycle.worker.DjangoUvicornWorker"
workers = CONFIG.get_int("web.workers", 2)
threads = CONFIG.get_int("web.threads", 4)
max_requests = 1000
max_requests_jitter = 50
# One import for all workers; what it opened is closed again before they fork.
preload_app = True
graceful_timeout = 25
logconfig_dict = logging_dict()
# Only the Go server connects, and it says who the client is.
forwarded_allow_ips = "*"


def when_ready(server):
    """Tell the Go server that there is somebody to ask. Any other parent would be ended by the signal."""
    parent = os.getppid()
    if _catches(parent, signal.SIGUSR1):
        os.kill(parent, signal.SIGUSR1)


def _catches(pid: int, number: signal.Signals) -> bool:
    """Say whether a process has a handler for a signal."""
    try:
        status = Path(os.sep, "proc", str(pid), "status").read_text(encoding="ascii")
    except OSError:
        return False
    mask = next((line.split()[1] for line in status.splitlines() if line.startswith("SigCgt:")), "0")
    return bool(int(mask, 16) >> (number - 1) & 1)


def post_fork(server, worker):
    """Forget what belongs to the parent: the child counts in files of its own."""
    from django.db import connections

    connections.close_all()


def child_exit(server, worker):
    """Forget the gauges of a worker that ended."""
    mark_process_dead(worker.pid)


def on_exit(server):
    """Remove what only this run needed."""
    shutil.rmtree(_worker_tmp, ignore_errors=True)


if not CONFIG.get("secret_key"):
    say("giving up: secret_key is not set; set AUTHENTIK_SECRET_KEY to at least 50 random characters")
    sys.exit(78)
wait_for_db()
run_migrations()
