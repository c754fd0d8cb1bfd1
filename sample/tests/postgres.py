"""A PostgreSQL of one's own: in a temporary folder, on a unix socket, gone when it is not needed any more.

As a program it runs a command with one: python -m tests.postgres COMMAND [ARGUMENT...]
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# PostgreSQL does not run as root. Somebody else is then pretended to be, or really become.
OTHER_USERS = ("postgres", "nobody")
START_TIMEOUT = 30


class PostgresError(Exception):
    """There is no PostgreSQL to test with."""


def program(name: str) -> str:
    """Find initdb or postgres: in AKB_POSTGRES_BIN, on PATH, or where Debian hides them."""
    folders = [os.environ.get("AKB_POSTGRES_BIN"), os.environ.get("PATH")]
    folders += sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True)
    for folder in filter(None, folders):
        found = shutil.which(name, path=folder)
        if found:
            return str(Path(found).absolute())
    raise PostgresError(f"{name} is neither in AKB_POSTGRES_BIN nor on PATH.")


def works(command: list[str]) -> bool:
    """Say whether a command ends well."""
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def not_as_root() -> tuple[list[str], int | None]:
    """Return what to put before a command so that it is not root, and whom files have to belong to for that."""
    if os.geteuid() != 0:
        return [], None
    for name in OTHER_USERS:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        # A user namespace needs no privilege and works in sandboxes; outside it all belongs to root.
        pretend = ["unshare", "--user", f"--map-user={user.pw_uid}", f"--map-group={user.pw_gid}", "--"]
        become = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--"]
        for prefix, owner in ((pretend, None), (become, user.pw_uid)):
            if shutil.which(prefix[0]) and works([*prefix, "true"]):
                return prefix, owner
    raise PostgresError("PostgreSQL does not run as root, and nobody else can be had here.")


class Postgres:
    """A server. Within `with` it runs."""

    def __init__(self, user: str = "authentik", password: str | None = None, database: str = "authentik"):
        self.user, self.password, self.database = user, password, database
        # Short, because the path of a unix socket may have 107 bytes only.
        self.folder = Path(tempfile.mkdtemp(prefix="akpg", dir="/tmp"))
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self.process: subprocess.Popen | None = None
        self.prefix, self.owner = not_as_root()

    def __enter__(self) -> "Postgres":
        try:
            self.initialise()
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def initialise(self):
        """Make the database cluster."""
        password_file = self.folder / "password"
        password_file.write_text((self.password or "") + "\n")
        if self.owner is not None:
            os.chown(self.folder, self.owner, -1)
            os.chown(password_file, self.owner, -1)
        command = [program("initdb"), "--pgdata", str(self.data), "--username", self.user]
        command += ["--encoding", "UTF8", "--locale", "C", "--no-sync"]
        if self.password:
            command += ["--auth", "scram-sha-256", "--pwfile", str(password_file)]
        else:
            command += ["--auth", "trust"]
        done = subprocess.run([*self.prefix, *command], check=False, capture_output=True, text=True, cwd="/")
        if done.returncode:
            raise PostgresError(f"initdb failed: {done.stderr.strip()}")
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(
                f"listen_addresses = ''\nunix_socket_directories = '{self.folder}'\nmax_connections = 200\n"
                # What a test writes need not survive a power cut.
                "fsync = off\nfull_page_writes = off\nsynchronous_commit = off\n"
            )

    def start(self):
        """Start the server, and make the database if there is none."""
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [*self.prefix, program("postgres"), "-D", str(self.data)],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd="/",
                start_new_session=True,
            )
        deadline = time.monotonic() + START_TIMEOUT
        while True:
            try:
                with self.connect("postgres") as connection:
                    exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (self.database,))
                    if not exists.fetchone():
                        connection.execute(f'CREATE DATABASE "{self.database}"')
                return
            except Exception as exc:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise PostgresError(f"PostgreSQL did not start: {self.log.read_text()[-2000:]}") from exc
                time.sleep(0.05)

    def stop(self):
        """Stop the server: connections are ended, nothing is lost."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None

    def connect(self, database: str | None = None):
        """Return a connection."""
        import psycopg

        return psycopg.connect(
            host=str(self.folder),
            user=self.user,
            password=self.password,
            dbname=database or self.database,
            autocommit=True,
        )

    def env(self) -> dict[str, str]:
        """Return the environment that leads authentik here."""
        return {
            "AUTHENTIK_POSTGRESQL__HOST": str(self.folder),
            "AUTHENTIK_POSTGRESQL__NAME": self.database,
            "AUTHENTIK_POSTGRESQL__USER": self.user,
            "AUTHENTIK_POSTGRESQL__PASSWORD": self.password or "",
        }


def main() -> int:
    """Run a command with a database."""
    try:
        with Postgres() as postgres:
            secret = {"AUTHENTIK_SECRET_KEY": "not a secret, because only tests use this one, and it is long"}
            env = secret | dict(os.environ) | postgres.env()
            return subprocess.run(sys.argv[1:], check=False, env=env).returncode
    except PostgresError as exc:
        print(f"tests: {exc}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
