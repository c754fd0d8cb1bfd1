"""The tree under test, and how to run what is in it.

AKB_TREE is the tree (it holds lifecycle/, manage.py, blueprints/, web/; everything runs in it), AKB_PYTHON an interpreter that
has authentik's packages, with gunicorn beside it, AKB_PATH a folder with the Go server's `authentik`. The database is that of
AUTHENTIK_POSTGRESQL__*.
"""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

TREE = Path(os.environ["AKB_TREE"]).absolute()
PYTHON = os.environ["AKB_PYTHON"]
# An installed tree has a launcher around the script.
AK = str(TREE / "bin/ak")
TIMEOUT = 60


class Home:
    """A folder for what a process leaves behind, and the environment that leads it there."""

    def __init__(self, **env: str):
        # Short, because the path of a unix socket may have 107 bytes only.
        self.folder = Path(tempfile.mkdtemp(prefix="ak", dir="/tmp"))
        database = {name: value for name, value in os.environ.items() if name.startswith("AUTHENTIK_POSTGRESQL__")}
        path = [os.environ.get("AKB_PATH"), str(Path(PYTHON).parent), os.environ.get("PATH")]
        self.env = {
            "PATH": os.pathsep.join(filter(None, path)),
            "HOME": str(self.folder),
            "TMPDIR": str(self.folder),
            "LANG": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            "AUTHENTIK_SECRET_KEY": "not a secret, because only tests use this one, and it is long enough",
            "AUTHENTIK_STORAGE__FILE__PATH": str(self.folder / "data"),
            **database,
            **env,
        }

    @property
    def socket(self) -> Path:
        """Return where the core listens."""
        return self.folder / "authentik-core.sock"

    def remove(self):
        """Remove the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *command: str, **env: str) -> subprocess.CompletedProcess:
        """Run something to its end."""
        environ, quiet = self.env | env, {"stdin": subprocess.DEVNULL, "capture_output": True, "text": True}
        return subprocess.run(command, check=False, cwd=TREE, env=environ, timeout=TIMEOUT * 2, **quiet)

    def manage(self, *arguments: str, **env: str) -> str:
        """Run a command of manage.py, which has to end well, and return what it says."""
        done = self.run(PYTHON, "-m", "manage", *arguments, **env)
        if done.returncode:
            raise AssertionError(f"manage.py {' '.join(arguments)} ended with {done.returncode}: {done.stderr[-3000:]}")
        return done.stdout

    def shell(self, code: str) -> str:
        """Run code in authentik, and return what it prints."""
        return self.manage("shell", "--no-imports", "--command", code).strip()


class Process:
    """Something that runs until it is stopped."""

    def __init__(self, home: Home, *command: str, **env: str):
        self.home, self.command, self.env = home, command, home.env | env
        self.log = home.folder / f"log-{time.monotonic_ns()}"

    def __enter__(self) -> "Process":
        with self.log.open("w") as log:
            streams = {"stdout": log, "stderr": log, "stdin": subprocess.DEVNULL}
            self.process = subprocess.Popen(self.command, cwd=TREE, env=self.env, start_new_session=True, **streams)
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self) -> int:
        """Ask it to stop, and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            raise AssertionError(f"{self.command} did not stop:\n{self.text()}") from None

    def text(self) -> str:
        """Return what it has said."""
        return self.log.read_text(errors="replace")[-6000:]

    def wait_for(self, condition, what: str):
        """Wait until a condition is true. That the process has ended, or time, is an error."""
        deadline = time.monotonic() + TIMEOUT
        while True:
            try:
                value = condition()
            except OSError:
                value = None
            if value:
                return value
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"no {what}, exit code {self.process.returncode}:\n{self.text()}")
            time.sleep(0.05)


class UnixConnection(http.client.HTTPConnection):
    """HTTP over a unix socket."""

    def __init__(self, path: Path):
        super().__init__("localhost", timeout=TIMEOUT)
        self.unix_path = str(path)

    def connect(self):
        """Connect to it."""
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.unix_path)


def request(where: Path | tuple[str, int], path: str, method: str = "GET", body=None, **headers: str):
    """Ask the core on its socket, or a server at an address. Return status, content and headers."""
    is_socket = isinstance(where, Path)
    connection = UnixConnection(where) if is_socket else http.client.HTTPConnection(*where, timeout=TIMEOUT)
    try:
        sent = {"Accept": "application/json"} | headers
        if body is not None:
            body, sent["Content-Type"] = json.dumps(body), "application/json"
        connection.request(method, path, body, sent)
        response = connection.getresponse()
        content = response.read()
        if response.headers.get_content_type() == "application/json" and content:
            content = json.loads(content)
        return response.status, content, response.headers
    finally:
        connection.close()


def free_port() -> int:
    """Return a port of the loopback interface that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def gunicorn(home: Home, *arguments: str, **env: str) -> Process:
    """Return the core as the Go server starts it."""
    started = ("gunicorn", "-c", "./lifecycle/gunicorn.conf.py", "authentik.root.asgi:application")
    return Process(home, *started, *arguments, **env)
