"""Start: waiting for the database, migrating it, and the commands of `ak`."""

import os
import re
import shutil
import subprocess
import unittest

from tests.postgres import Postgres
from tests.tree import AK, PYTHON, TREE, Home, Process, free_port


class TestWaitForDb(unittest.TestCase):
    def wait(self, limit="1", **env):
        home = Home()
        self.addCleanup(home.remove)
        return home.run(AK, "migrate", AUTHENTIK_POSTGRESQL__WAIT_SECONDS=limit, **env)

    def test_not_there(self):
        done = self.wait(AUTHENTIK_POSTGRESQL__HOST="/no/such/folder")
        self.assertEqual(done.returncode, 69, done.stderr)
        first, *_, last = [line for line in done.stderr.splitlines() if line.startswith("authentik:")]
        where = "PostgreSQL at /no/such/folder:5432, database authentik, as user authentik"
        self.assertIn(f"waiting for {where}: ", first)
        self.assertIn(f"giving up after 1 s: {where} cannot be reached: ", last)
        self.assertIn("No such file", last)
        self.assertEqual(len(done.stderr.splitlines()), 2, "a reason that stays the same is told once")

    def test_no_time_at_all(self):
        done = self.wait("0", AUTHENTIK_POSTGRESQL__HOST="/no/such/folder")
        self.assertEqual(done.returncode, 69, done.stderr)
        self.assertIn("authentik: waiting for PostgreSQL at /no/such/folder", done.stderr)
        self.assertIn("authentik: giving up after 0 s", done.stderr)

    def test_refused_connection(self):
        done = self.wait(AUTHENTIK_POSTGRESQL__HOST="127.0.0.1", AUTHENTIK_POSTGRESQL__PORT="1")
        self.assertEqual(done.returncode, 69, done.stderr)
        self.assertIn("Connection refused", done.stderr)

    def test_wrong_password_and_database(self):
        with Postgres(password="right") as postgres:
            done = self.wait(**postgres.env() | {"AUTHENTIK_POSTGRESQL__PASSWORD": "wrong"})
            self.assertEqual(done.returncode, 77, done.stderr)
            self.assertIn("refuses us", done.stderr)
            self.assertIn("password authentication failed", done.stderr)
            self.assertNotIn("wrong", done.stderr)
            done = self.wait(**postgres.env() | {"AUTHENTIK_POSTGRESQL__NAME": "nobody-made-it"})
            self.assertEqual(done.returncode, 77, done.stderr)
            self.assertIn('database "nobody-made-it" does not exist', done.stderr)
            done = self.wait("30", **postgres.env() | {"AUTHENTIK_SKIP_MIGRATIONS": "true"})
            self.assertEqual(done.returncode, 0, done.stderr)

    def test_comes_later(self):
        home = Home()
        self.addCleanup(home.remove)
        postgres = Postgres()
        self.addCleanup(postgres.__exit__)
        postgres.initialise()
        with Process(home, PYTHON, "-m", "lifecycle.wait_for_db", **postgres.env()) as process:
            process.wait_for(lambda: "waiting for PostgreSQL" in process.text(), "message")
            postgres.start()
            self.assertEqual(process.process.wait(30), 0)
        self.assertIn("PostgreSQL can be used now", process.text())

    def test_server_without_secret_key(self):
        home = Home()
        self.addCleanup(home.remove)
        done = home.run(
            "gunicorn", "-c", "./lifecycle/gunicorn.conf.py", "authentik.root.asgi:application", AUTHENTIK_SECRET_KEY=""
        )
        self.assertEqual(done.returncode, 78, done.stderr)
        self.assertIn("giving up: secret_key is not set", done.stderr)


class TestNoDatabase(unittest.TestCase):
    """Whatever is started: it waits, says for what, and gives up with a reason and an exit code that tells which."""

    # What `migrate` does is looked at above.
    commands = {"worker": ("worker",), "core": ()}
    if shutil.which("authentik", path=os.environ.get("AKB_PATH", "")):
        commands["server"] = ("server",)

    def start(self, command: tuple[str, ...], **env: str) -> subprocess.CompletedProcess:
        home = Home(AUTHENTIK_POSTGRESQL__WAIT_SECONDS="1", **env)
        self.addCleanup(home.remove)
        for listener in ("HTTP", "HTTPS", "METRICS"):
            home.env[f"AUTHENTIK_LISTEN__{listener}"] = f"127.0.0.1:{free_port()}"
        if command:
            return home.run(AK, *command)
        return home.run("gunicorn", "-c", "./lifecycle/gunicorn.conf.py", "authentik.root.asgi:application")

    def test_not_there(self):
        where = "PostgreSQL at /no/such/folder:5432, database authentik, as user authentik"
        for name, command in self.commands.items():
            with self.subTest(name):
                done = self.start(command, AUTHENTIK_POSTGRESQL__HOST="/no/such/folder")
                said = done.stdout + done.stderr
                self.assertEqual(done.returncode, 69, said)
                self.assertIn(f"authentik: waiting for {where}: ", said)
                self.assertIn(f"authentik: giving up after 1 s: {where} cannot be reached: ", said)
                self.assertEqual(said.count("giving up"), 1, said)
                self.assertNotIn("Traceback", said)

    def test_wrong_password(self):
        with Postgres(password="right") as postgres:
            env = postgres.env() | {"AUTHENTIK_POSTGRESQL__PASSWORD": "this is not it"}
            for name, command in self.commands.items():
                with self.subTest(name):
                    done = self.start(command, **env)
                    said = done.stdout + done.stderr
                    self.assertEqual(done.returncode, 77, said)
                    self.assertIn("authentik: waiting for PostgreSQL at ", said)
                    self.assertRegex(
                        said, "authentik: giving up after 1 s: .* refuses us: .*password authentication failed"
                    )
                    self.assertEqual(said.count("giving up"), 1, said)
                    self.assertNotIn("Traceback", said)
                    self.assertNotIn("this is not it", said)


class TestMigrate(unittest.TestCase):
    def setUp(self):
        self.postgres = self.enterContext(Postgres())
        self.home = Home(**self.postgres.env())
        self.addCleanup(self.home.remove)

    def test_many_at_once(self):
        command = (PYTHON, "-m", "lifecycle.migrate")
        with Process(self.home, *command) as one, Process(self.home, *command) as two:
            self.assertEqual((one.process.wait(120), two.process.wait(120)), (0, 0), one.text() + two.text())
        self.assertIn("waiting for another process that migrates", one.text() + two.text())
        self.assertEqual((one.text() + two.text()).count("Applying authentik_core.0001_initial"), 1)
        # Code and migrations say the same, also of the in-tree packages and their triggers.
        ours = ["guardian", "django_channels_postgres", "django_postgres_cache"]
        ours += [
            f"authentik_{app}"
            for app in ("rbac", "core", "flows", "brands", "tasks", "blueprints", "outposts", "providers_proxy")
        ]
        self.home.manage("makemigrations", "--check", "--dry-run", *ours)
        with self.postgres.connect() as connection:
            triggers = connection.execute("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'pgtrigger_%'").fetchone()
            # Two of our own; each has to be there, or nothing is ever announced.
            self.assertEqual(triggers, (2,))
            self.assertEqual(self.locks(connection), 0)

    @staticmethod
    def locks(connection) -> int:
        return connection.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'").fetchone()[0]

    def test_groups_of_the_same_name(self):
        code = """
import lifecycle.migrate
lifecycle.migrate.django_migrations = lambda: None
lifecycle.migrate.run_migrations()
"""
        with self.postgres.connect() as connection:
            connection.execute("CREATE TABLE authentik_core_group (group_uuid uuid PRIMARY KEY, name text NOT NULL)")
            insert = "INSERT INTO authentik_core_group SELECT gen_random_uuid(), 'same' FROM generate_series(1, 3)"
            connection.execute(insert)
            done = self.home.run(PYTHON, "-c", code)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("running system migration to_2025_12_group_duplicate", done.stderr)
            rows = connection.execute("SELECT name FROM authentik_core_group ORDER BY length(name)").fetchall()
            self.assertEqual(rows[0], ("same",))
            self.assertEqual(len(set(rows)), 3)
            self.assertNotIn("running system migration", self.home.run(PYTHON, "-c", code).stderr)


class TestAk(unittest.TestCase):
    def setUp(self):
        self.home = Home()
        self.addCleanup(self.home.remove)

    def ak(self, *arguments: str, **env: str) -> subprocess.CompletedProcess:
        return self.home.run(AK, *arguments, **env)

    def test_dump_config(self):
        self.assertEqual(self.ak("dump_config", "postgresql.port").stdout, "5432\n")
        everything = self.ak("dump_config").stdout
        self.assertIn('"secret_key": "****"', everything)
        self.assertNotIn("not a secret", everything)
        done = self.ak("dump_config", "no.such.key")
        self.assertEqual((done.returncode, done.stderr), (1, "The configuration has no key no.such.key.\n"))

    def test_manage(self):
        self.assertIn("no issues", self.ak("check").stdout)
        self.assertIn("Unknown command: 'nonsense'", self.ak("nonsense").stderr)

    def test_from_elsewhere(self):
        done = subprocess.run(
            [AK, "dump_config", "postgresql.port"],
            check=False,
            cwd="/",
            env=self.home.env,
            capture_output=True,
            text=True,
        )
        self.assertEqual((done.stdout, done.stderr), ("5432\n", ""))

    def test_bash(self):
        shown = subprocess.run(
            [AK, "bash"],
            check=False,
            env=self.home.env,
            capture_output=True,
            text=True,
            input="echo $PROMETHEUS_MULTIPROC_DIR",
        )
        self.assertEqual(shown.stdout, f"{self.home.folder}/authentik_prometheus_tmp\n")

    def test_blanks(self):
        self.assertIn('no system check with the "a  b" tag', self.ak("check", "--tag", "a  b").stderr)

    def test_healthcheck(self):
        self.assertNotEqual(self.ak("healthcheck").returncode, 0)
        authentik = self.home.folder / "bin" / "authentik"
        authentik.parent.mkdir()
        authentik.write_text('#!/bin/sh\necho "authentik $*"\n')
        authentik.chmod(0o755)
        path = f"{authentik.parent}:{self.home.env['PATH']}"
        self.assertEqual(self.ak("server", PATH=path).stdout, "authentik \n")
        self.assertEqual(self.ak("healthcheck", PATH=path).stdout, "authentik healthcheck server\n")

    def test_console_script(self):
        done = self.home.run(PYTHON, "-m", "lifecycle.ak", "dump_config", "postgresql.port")
        self.assertEqual(done.stdout, "5432\n", done.stderr)

    def test_strings_that_packagers_rely_on(self):
        text = (TREE / "lifecycle/ak").read_text()
        self.assertTrue(text.startswith("#!/usr/bin/env -S bash\n"))
        self.assertTrue(re.search(r">/dev/stderr$", text, re.M))


if __name__ == "__main__":
    unittest.main()
