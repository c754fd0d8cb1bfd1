"""The worker: `ak worker` runs tasks, applies blueprints when it starts, and stops when told to."""

import os
import signal
import unittest

from tests.postgres import Postgres
from tests.tree import AK, Home, Process, free_port, request


class TestWorker(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.postgres = cls.enterClassContext(Postgres())
        cls.port = free_port()
        cls.home = Home(**cls.postgres.env())
        cls.home.env["AUTHENTIK_LISTEN__METRICS"] = f"127.0.0.1:{cls.port}"
        cls.addClassCleanup(cls.home.remove)

    def query(self, sql: str, *parameters):
        with self.postgres.connect() as connection:
            return connection.execute(sql, parameters).fetchone()

    def worker(self, **env: str) -> Process:
        return Process(self.home, AK, "worker", **env)

    def test_all(self):
        pid_file = self.home.folder / "authentik-worker.pid"
        with self.worker(AUTHENTIK_BOOTSTRAP_TOKEN="a token") as worker:
            worker.wait_for(pid_file.exists, "pid file")
            # Blueprints are found and applied by tasks, which the worker sends itself when it starts.
            applied = "SELECT count(*) FROM authentik_blueprints_blueprintinstance WHERE status = 'successful'"
            worker.wait_for(lambda: self.query(applied)[0] >= 4, "blueprints")
            failed = "SELECT count(*) FROM authentik_blueprints_blueprintinstance WHERE status = 'error'"
            self.assertEqual(self.query(failed), (0,))
            self.assertEqual(self.query("SELECT identifier FROM authentik_core_token"), ("authentik-bootstrap-token",))
            self.assertEqual(self.home.run("cat", str(self.home.folder / "authentik-mode")).stdout, "worker")

            self.home.shell(
                "from authentik.core.tasks import clean_expired\n"
                "m = clean_expired.send_with_options(uid='by hand')\n"
                "print(m.message_id)"
            )
            done = "SELECT count(*) FROM authentik_tasks_task WHERE uid = 'by hand' AND state = 'done'"
            worker.wait_for(lambda: self.query(done)[0] == 1, "finished task")
            self.assertEqual(self.query("SELECT count(*) FROM authentik_tasks_schedule")[0], 3)

            text = worker.wait_for(lambda: request(("127.0.0.1", self.port), "/metrics")[1], "metrics")
            self.assertIn(b"authentik_tasks_total{", text)

            pid = int(pid_file.read_text())
            os.kill(pid, 0)
            self.assertEqual(worker.stop(), 0, worker.text())
        self.assertFalse(pid_file.exists())

    def test_killed_in_the_middle(self):
        """What a worker had begun when it was killed the next one does."""
        self.home.manage("migrate")
        code = (
            "from authentik.tasks.tests.actors import add\nfrom authentik.tasks.models import Task\n"
            "m = add.send_with_options(args=(1, 1), uid='begun')\n"
            "Task.objects.filter(message_id=m.message_id).update(state='consumed')"
        )
        self.home.shell(code)
        wanted = "SELECT state FROM authentik_tasks_task WHERE uid = 'begun'"
        with self.worker() as worker:
            # The actor is one that only tests know, so the worker cannot run it; but it takes it over.
            worker.wait_for(lambda: self.query(wanted)[0] == "rejected", "task of somebody else")

    def test_two_at_once(self):
        with self.worker() as first:
            first.wait_for((self.home.folder / "authentik-worker.pid").exists, "pid file")
            second = self.home.run(AK, "worker")
            self.assertEqual(second.returncode, 4, second.stderr)
            self.assertIn("already running with PID", second.stderr)
            first.process.send_signal(signal.SIGINT)
            self.assertEqual(first.process.wait(60), 0, first.text())


if __name__ == "__main__":
    unittest.main()
