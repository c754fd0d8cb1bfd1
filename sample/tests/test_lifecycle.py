"""Start: waiting for the database, migrating it, and the commands of `ak`."""

import os
import subprocess
import unittest

from tests.tree import AK, PYTHON, Home, Process, gunicorn

MIGRATED = ["guardian", "django_channels_postgres", "django_postgres_cache"]
MIGRATED += [f"authentik_{app}" for app in ("core", "flows", "tasks", "blueprints", "outposts")]


class TestLifecycle(unittest.TestCase):
    def setUp(self):
        self.home = Home()
        self.addCleanup(self.home.remove)

    def ak(self, *arguments: str, **env: str) -> subprocess.CompletedProcess:
        return self.home.run(AK, *arguments, **env)

    def test_no_database(self):
        """Whatever is started: it waits, says for what, and gives up with a reason and an exit code that tells it."""
        nowhere = {"AUTHENTIK_POSTGRESQL__HOST": "/no/such/folder", "AUTHENTIK_POSTGRESQL__WAIT_SECONDS": "1"}
        for name in ("migrate", "worker", "server"):
            with self.subTest(name):
                done = self.ak(name, AUTHENTIK_LISTEN__HTTP="127.0.0.1:0", AUTHENTIK_LISTEN__METRICS="", **nowhere)
                said = done.stdout + done.stderr
                self.assertEqual(done.returncode, os.EX_UNAVAILABLE, said)
                self.assertIn("authentik: giving up after 1 s: PostgreSQL at /no/such/folder:5432", said)
                self.assertNotIn("Traceback", said)

    def test_no_secret_key(self):
        with gunicorn(self.home, AUTHENTIK_SECRET_KEY="") as core:
            self.assertEqual(core.process.wait(60), os.EX_CONFIG, core.text())

    def test_migrate(self):
        """Two at once do it once; the code and what is migrated say the same, also of in-tree packages."""
        command = (PYTHON, "-m", "lifecycle.migrate")
        with Process(self.home, *command) as one, Process(self.home, *command) as two:
            self.assertEqual((one.process.wait(120), two.process.wait(120)), (0, 0), one.text() + two.text())
        self.assertEqual((one.text() + two.text()).count("Applying authentik_core.0001_initial"), 1)
        self.home.manage("makemigrations", "--check", "--dry-run", *MIGRATED)
        triggers = "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'pgtrigger_%'"
        code = f"from django.db import connection as c\nprint(c.cursor().execute({triggers!r}).fetchone()[0])"
        self.assertEqual(self.home.shell(code), "1")
        self.assertIn("running system migration to_2025_12_names", self.home.run(*command).stderr)

    def test_commands(self):
        self.assertEqual(self.ak("dump_config", "postgresql.port").stdout, "5432\n")
        done = self.ak("dump_config", "no.such.key")
        self.assertEqual((done.returncode, done.stderr), (1, "The configuration has no key no.such.key.\n"))
        self.assertIn("no issues", self.ak("check").stdout)
        self.assertIn('no system check with the "a  b" tag', self.ak("check", "--tag", "a  b").stderr)
        script = self.home.run(PYTHON, "-m", "lifecycle.ak", "dump_config", "postgresql.port")
        self.assertEqual(script.stdout, "5432\n", script.stderr)
        elsewhere = {"cwd": "/", "env": self.home.env, "capture_output": True, "text": True, "check": True}
        self.assertEqual(subprocess.run([AK, "dump_config", "postgresql.port"], **elsewhere).stdout, "5432\n")
        shown = subprocess.run([AK, "bash"], **elsewhere | {"input": "echo $PROMETHEUS_MULTIPROC_DIR"})
        self.assertEqual(shown.stdout, f"{self.home.folder}/authentik_prometheus_tmp\n")
        self.assertNotEqual(self.ak("healthcheck").returncode, 0)


if __name__ == "__main__":
    unittest.main()
