"""The core behind gunicorn, as the Go server starts it; and the Go server itself in front, if there is one."""

import os
import re
import shutil
import signal
import threading
import unittest

from tests.postgres import Postgres
from tests.tree import AK, PACKAGE, SECRET_KEY, TREE, Home, Process, free_port, gunicorn, request

LOGIN = "/api/v3/flows/executor/default-authentication-flow/?query="


class TestServer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.postgres = cls.enterClassContext(Postgres())
        cls.home = Home(**cls.postgres.env())
        cls.addClassCleanup(cls.home.remove)
        cls.ready = threading.Event()
        before = signal.signal(signal.SIGUSR1, lambda *_: cls.ready.set())
        cls.addClassCleanup(signal.signal, signal.SIGUSR1, before)
        cls.server = cls.enterClassContext(gunicorn(cls.home))
        cls.server.wait_for(cls.ready.is_set, "SIGUSR1")
        cls.server.wait_for(lambda: cls.ask("/-/health/ready/")[0] == 200, "ready server")

    @classmethod
    def ask(cls, path, method="GET", body=None, **headers):
        return request(cls.home.socket, path, method, body, **headers)

    def test_migrated_by_itself(self):
        self.assertIn("Applying authentik_core.0001_initial", self.server.text())
        status, health, _ = self.ask("/-/health/ready/")
        self.assertEqual((status, health["status"]), (200, "ready"))
        self.assertEqual(self.ask("/-/health/live/", "HEAD")[0], 200)

    def test_public_endpoints(self):
        status, config, headers = self.ask("/api/v3/root/config/")
        self.assertEqual((status, config["cache_timeout"]), (200, 300))
        self.assertRegex(headers["X-authentik-id"], "^[0-9a-f]{32}$")
        self.assertEqual(self.ask("/api/v3/core/brands/current/")[0], 200)
        self.assertEqual(self.ask("/api/v3/core/users/")[0], 403)

    def test_login(self):
        self.home.manage("apply_blueprint", "default/default-brand.yaml")
        self.home.manage("apply_blueprint", "system/bootstrap.yaml", AUTHENTIK_BOOTSTRAP_PASSWORD="let me in")
        status, page, headers = self.ask("/if/flow/default-authentication-flow/")
        self.assertEqual(status, 200)
        self.assertIn(b"<ak-flow-executor", page)
        status, challenge, headers = self.ask(LOGIN)
        self.assertEqual(challenge["component"], "ak-stage-identification")
        cookies = {}
        for answer in ({"uid_field": "akadmin"}, {"password": "let me in"}):
            self.keep(cookies, headers)
            status, _, headers = self.ask(LOGIN, "POST", answer, Cookie=self.cookie(cookies))
            self.assertEqual((status, headers["Location"]), (302, LOGIN))
            self.keep(cookies, headers)
            status, challenge, headers = self.ask(LOGIN, Cookie=self.cookie(cookies))
        self.keep(cookies, headers)
        self.assertEqual(challenge, {"component": "xak-flow-redirect", "to": "/"})
        status, me, _ = self.ask("/api/v3/core/users/me/", Cookie=self.cookie(cookies))
        self.assertEqual((me["user"]["username"], me["user"]["is_superuser"]), ("akadmin", True))

    @staticmethod
    def keep(cookies: dict, headers):
        for line in headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            cookies[name] = value

    @staticmethod
    def cookie(cookies: dict) -> str:
        return "; ".join(f"{name}={value}" for name, value in cookies.items())

    def test_metrics_of_all_workers(self):
        for _ in range(20):
            self.ask("/-/health/live/")
        status, text, _ = self.ask("/-/metrics/", Authorization=f"Bearer {SECRET_KEY}")
        self.assertEqual(status, 200)
        counted = re.search(rb'requests_total_by_view_transport_method_total\{[^}]*view="health-live"\} (\d+)', text)
        self.assertGreaterEqual(int(counted[1]), 20)

    def test_media(self):
        code = (
            "from authentik.admin.files.manager import *\nm = FileManager(FileUsage.MEDIA)\n"
            "print(m.manageable)\nm.save_file('a/b.png', b'png') if m.manageable else None"
        )
        (self.home.folder / "data").mkdir(exist_ok=True)
        # In a source tree the folder has to be mounted, unless it is in debug mode.
        mount = "is_mount" in (PACKAGE / "admin/files/backends/file.py").read_text()
        self.home.env["AUTHENTIK_DEBUG"] = str(mount).lower()
        self.assertEqual(self.home.shell(code).splitlines()[-1], "True")
        del self.home.env["AUTHENTIK_DEBUG"]
        self.assertEqual((self.home.folder / "data/media/public/a/b.png").read_bytes(), b"png")

    def test_icon(self):
        code = "from authentik.stages.email.utils import logo_data\nprint(logo_data().get_payload(decode=True)[:4])"
        self.assertEqual(self.home.shell(code), "b'\\x89PNG'")


class TestStop(unittest.TestCase):
    def test_nothing_is_left(self):
        with Postgres() as postgres:
            home = Home(**postgres.env(), AUTHENTIK_WEB__PATH="/auth/", AUTHENTIK_WEB__WORKERS="1")
            self.addCleanup(home.remove)
            with gunicorn(home) as server:
                server.wait_for(lambda: request(home.socket, "/auth/-/health/ready/")[0] == 200, "ready server")
                self.assertEqual(request(home.socket, "/-/health/ready/")[0], 404)
                page = request(home.socket, "/auth/flows/-/default/authentication/")
                self.assertEqual(page[0], 404)
                self.assertEqual(server.stop(), 0)
            self.assertFalse(home.socket.exists())
            with postgres.connect() as connection:
                others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                self.assertEqual(connection.execute(others).fetchone(), (1,))


def metrics_of(port: int) -> bytes:
    """Return what the Go server has counted."""
    return request(("127.0.0.1", port), "/metrics")[1]


@unittest.skipUnless(shutil.which("authentik", path=os.environ.get("AKB_PATH", "")), "no authentik on AKB_PATH")
class TestGoServer(unittest.TestCase):
    def test_in_front(self):
        with Postgres() as postgres:
            port, other, metrics = free_port(), free_port(), free_port()
            home = Home(
                **postgres.env(),
                AUTHENTIK_LISTEN__HTTP=f"127.0.0.1:{port}",
                AUTHENTIK_LISTEN__HTTPS=f"127.0.0.1:{other}",
            )
            home.env["AUTHENTIK_LISTEN__METRICS"] = f"127.0.0.1:{metrics}"
            self.addCleanup(home.remove)
            where = ("127.0.0.1", port)
            with Process(home, AK, "server") as server:
                server.wait_for(lambda: request(where, "/-/health/ready/")[0] == 200, "ready server")
                status, brand, headers = request(where, "/api/v3/core/brands/current/")
                self.assertEqual((status, brand["branding_title"]), (200, "authentik"))
                self.assertEqual(headers["X-Powered-By"], "authentik")
                home.manage("apply_blueprint", "default/default-brand.yaml")
                status, challenge, _ = request(where, LOGIN)
                self.assertEqual(challenge["component"], "ak-stage-identification")
                self.assertEqual(home.run(AK, "healthcheck").returncode, 0)
                self.assertIn(b"authentik_core_up 1", metrics_of(metrics))

                def connected():
                    """Say whether the outpost in the Go server has found itself, and keeps its connection open."""
                    return re.search(rb"^authentik_outpost_connection\{.*\} 1$", metrics_of(metrics), re.M)

                server.wait_for(connected, "connection of the embedded outpost")
                self.assertNotIn("kept in files", server.text(), "the table of sessions is there")
                self.assertEqual(server.stop(), 0, server.text())


if __name__ == "__main__":
    unittest.main()
