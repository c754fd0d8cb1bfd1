"""What has to be there after PostgreSQL, or authentik, was started again."""

import unittest

from tests.postgres import Postgres
from tests.tree import Home, gunicorn, request


class TestRestart(unittest.TestCase):
    def test_cache(self):
        with Postgres() as postgres:
            home = Home(**postgres.env())
            self.addCleanup(home.remove)
            home.run("python", "-m", "lifecycle.migrate")
            home.shell("from django.core.cache import cache\ncache.set('key', {'a': 1}, None)")
            postgres.stop()
            postgres.start()
            self.assertEqual(home.shell("from django.core.cache import cache\nprint(cache.get('key'))"), "{'a': 1}")

    def test_server_survives_a_restart_of_the_database(self):
        with Postgres() as postgres:
            home = Home(**postgres.env(), AUTHENTIK_WEB__WORKERS="1")
            self.addCleanup(home.remove)
            with gunicorn(home) as server:
                ready = "/-/health/ready/"
                server.wait_for(lambda: request(home.socket, ready)[0] == 200, "ready server")
                postgres.stop()
                self.assertEqual(request(home.socket, ready)[0], 503)
                self.assertEqual(request(home.socket, "/-/health/live/")[0], 200)
                postgres.start()
                server.wait_for(lambda: request(home.socket, ready)[0] == 200, "ready server")
                self.assertEqual(request(home.socket, "/api/v3/core/brands/current/")[0], 200)


if __name__ == "__main__":
    unittest.main()
