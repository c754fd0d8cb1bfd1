"""The worker: `ak worker` runs tasks, applies blueprints when it starts, and stops when told to."""

import os
import unittest

from tests.tree import AK, Home, Process

APPLIED = "from authentik.blueprints.models import *\nprint(*BlueprintInstance.objects.values_list('path', 'status'))"


class TestWorker(unittest.TestCase):
    def test_all(self):
        home = Home()
        self.addCleanup(home.remove)
        pid_file = home.folder / "authentik-worker.pid"
        with Process(home, AK, "worker", AUTHENTIK_BOOTSTRAP_TOKEN="a token") as worker:
            worker.wait_for(pid_file.exists, "pid file")
            # Blueprints are found and applied by tasks, which the worker sends itself when it starts.
            wanted = "('default/flow-default-authentication-flow.yaml', 'successful')"
            worker.wait_for(lambda: home.shell(APPLIED) == wanted, "blueprints")
            self.assertEqual(home.shell("from authentik.core.models import *\nprint(Token.objects.get().key)"), "a token")
            self.assertEqual((home.folder / "authentik-mode").read_text(), "worker")
            os.kill(int(pid_file.read_text()), 0)
            second = home.run(AK, "worker")
            self.assertIn("already running with PID", second.stderr)
            self.assertEqual(worker.stop(), 0, worker.text())
        self.assertFalse(pid_file.exists())


if __name__ == "__main__":
    unittest.main()
