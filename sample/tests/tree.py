"""The tree under test, and how to run what is in it.

| variable | default | |
| --- | --- | --- |
| AKB_TREE | the source tree | holds lifecycle/, manage.py, blueprints/, web/; everything runs in it |
| AKB_PYTHON | this interpreter | an interpreter that has authentik's packages; gunicorn lies beside it |
| AKB_PATH | nothing | folders to put before PATH, for instance that of the Go server's `authentik` |
| AKB_POSTGRES_BIN | PATH | where initdb and postgres are |
| AKB_SCHEMA | nothing | authentik's schema.yml; without it what needs it is skipped |
| AKB_SCHEMATHESIS | PATH | schemathesis' program `st`, or a folder with it that is put on Python's path |
| AKB_EXAMPLES, AKB_PHASES | 40, coverage,fuzzing | how thorough schemathesis is, for those who have little time |
"""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TREE = Path(os.environ.get("AKB_TREE") or Path(__file__).absolute().parent.parent).absolute()
PYTHON = os.path.abspath(os.environ.get("AKB_PYTHON") or sys.executable)
# The package itself, which an installed tree may have elsewhere.
_where = [PYTHON, "-c", "import authentik; print(authentik.__path__[0])"]
PACKAGE = Path(subprocess.run(_where, check=True, cwd=TREE, capture_output=True, text=True).stdout.strip())
# What starts everything: an installed tree has a launcher around the script.
AK = str(TREE / ("bin/ak" if (TREE / "bin/ak").exists() else "lifecycle/ak"))
SECRET_KEY = "not a secret, because only tests use this one, and it is long enough"
TIMEOUT = 60


class Home:
    """A folder for what a process leaves behind, and the environment that leads it there."""

    def __init__(self, **env: str):
        # Short, because the path of a unix socket may have 107 bytes only.
        self.folder = Path(tempfile.mkdtemp(prefix="ak", dir="/tmp"))
        path = [os.environ.get("AKB_PATH"), str(Path(PYTHON).parent), os.environ.get("PATH")]
        self.env = {
            "PATH": os.pathsep.join(filter(None, path)),
            "HOME": str(self.folder),
            "TMPDIR": str(self.folder),
            "LANG": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            "AUTHENTIK_SECRET_KEY": SECRET_KEY,
            "AUTHENTIK_BLUEPRINTS_DIR": str(TREE / "blueprints"),
            "AUTHENTIK_STORAGE__FILE__PATH": str(self.folder / "data"),
            "AUTHENTIK_LISTEN__METRICS": "",
            **env,
        }
        # A packager has put the right place into default.yml; then it has to be used.
        if "blueprints_dir: /blueprints\n" not in (PACKAGE / "lib/default.yml").read_text():
            del self.env["AUTHENTIK_BLUEPRINTS_DIR"]
        for name in ("LD_LIBRARY_PATH", "PYTHONPATH"):
            if name in os.environ:
                self.env[name] = os.environ[name]

    @property
    def socket(self) -> Path:
        """Return where the core listens."""
        return self.folder / "authentik-core.sock"

    def remove(self):
        """Remove the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *command: str, **env: str) -> subprocess.CompletedProcess:
        """Run something to its end."""
        return subprocess.run(
            command,
            check=False,
            cwd=TREE,
            env=self.env | env,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=TIMEOUT * 2,
        )

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
        self.home, self.command, self.extra = home, command, env
        self.log = home.folder / f"log-{time.monotonic_ns()}"

    def __enter__(self) -> "Process":
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=TREE,
                env=self.home.env | self.extra,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
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
            if self.process.poll() is not None:
                raise AssertionError(f"it ended with {self.process.returncode} before {what}:\n{self.text()}")
            if time.monotonic() > deadline:
                raise AssertionError(f"no {what} after {TIMEOUT} s:\n{self.text()}")
            time.sleep(0.05)


class UnixConnection(http.client.HTTPConnection):
    """HTTP over a unix socket."""

    def __init__(self, path: Path):
        super().__init__("localhost", timeout=TIMEOUT)
        self.unix_path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(TIMEOUT)
        self.sock.connect(self.unix_path)


def request(where: Path | tuple[str, int], path: str, method: str = "GET", body=None, **headers: str):
    """Ask the core on its socket, or a server at an address. Return status, content and headers."""
    if isinstance(where, Path):
        connection = UnixConnection(where)
    else:
        connection = http.client.HTTPConnection(*where, timeout=TIMEOUT)
    try:
        sent = {"Accept": "application/json"} | {name.replace("_", "-"): value for name, value in headers.items()}
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


def gunicorn(home: Home, **env: str) -> Process:
    """Return the core as the Go server starts it."""
    arguments = ["-c", "./lifecycle/gunicorn.conf.py", "authentik.root.asgi:application"]
    return Process(home, "gunicorn", *arguments, "--pid", str(home.folder / "gunicorn.pid"), **env)
