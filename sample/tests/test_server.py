"""The core behind gunicorn, as the Go server starts it; and the Go server itself in front."""

import re
import unittest

from tests.tree import AK, Home, Process, free_port, gunicorn, request

LOGIN = "/api/v3/flows/executor/default-authentication-flow/?query="


class TestServer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = Home()
        cls.addClassCleanup(cls.home.remove)
        cls.server = cls.enterClassContext(gunicorn(cls.home))
        cls.server.wait_for(lambda: cls.ask("/-/health/ready/")[0] == 200, "ready server")

    @classmethod
    def ask(cls, path, method="GET", body=None, **headers):
        return request(cls.home.socket, path, method, body, **headers)

    def test_public_endpoints(self):
        self.assertEqual(self.ask("/-/health/live/", "HEAD")[0], 200)
        self.assertEqual(self.ask("/api/v3/root/config/")[1]["cache_timeout"], 300)
        self.assertEqual(self.ask("/api/v3/core/users/me/")[0], 403)

    def test_login(self):
        blueprints = ("default/flow-default-authentication-flow.yaml", "system/bootstrap.yaml")
        self.home.manage("apply_blueprint", *blueprints, AUTHENTIK_BOOTSTRAP_PASSWORD="let me in")
        self.assertIn(b"<ak-flow-executor", self.ask("/if/flow/default-authentication-flow/")[1])
        cookies, asked = {}, []
        for answer in (None, {"uid_field": "akadmin"}, {"password": "let me in"}):
            for method, body in (("POST", answer), ("GET", None)) if answer else (("GET", None),):
                status, shown, headers = self.ask(LOGIN, method, body, Cookie="; ".join(cookies.values()))
                for line in headers.get_all("Set-Cookie") or []:
                    cookies[line.partition("=")[0]] = line.partition(";")[0]
            self.assertEqual(status, 200)
            asked.append(shown["component"])
        self.assertEqual(asked, ["ak-stage-identification", "ak-stage-password", "xak-flow-redirect"])
        me = self.ask("/api/v3/core/users/me/", Cookie="; ".join(cookies.values()))[1]
        self.assertEqual((me["user"]["username"], me["user"]["is_superuser"]), ("akadmin", True))

    def test_media(self):
        """An ordinary folder will do: the tree is no container."""
        (self.home.folder / "data").mkdir(exist_ok=True)
        self.home.shell("from authentik.admin.files.manager import *\nFileManager().save_file('a/b.png', b'png')")
        self.assertEqual((self.home.folder / "data/media/public/a/b.png").read_bytes(), b"png")

    def test_icon(self):
        code = "from authentik.stages.email.utils import logo_data\nprint(logo_data().get_payload(decode=True)[:4])"
        self.assertEqual(self.home.shell(code), "b'\\x89PNG'")


class TestGoServer(unittest.TestCase):
    def test_in_front(self):
        where, metrics = ("127.0.0.1", free_port()), ("127.0.0.1", free_port())
        listens = {"AUTHENTIK_LISTEN__HTTP": "%s:%d" % where, "AUTHENTIK_LISTEN__METRICS": "%s:%d" % metrics}
        home = Home(**listens)
        self.addCleanup(home.remove)
        with Process(home, AK, "server") as server:
            server.wait_for(lambda: request(where, "/-/health/ready/")[0] == 200, "ready server")
            status, brand, headers = request(where, "/api/v3/core/brands/current/")
            self.assertEqual((status, brand["branding_title"]), (200, "authentik"))
            self.assertEqual(headers["X-Powered-By"], "authentik")
            self.assertEqual(home.run(AK, "healthcheck").returncode, 0)
            self.assertIn(b"authentik_core_up 1", request(metrics, "/metrics")[1])
            # The outpost in the Go server has found itself, and keeps its connection open.
            connected = re.compile(rb"^authentik_outpost_connection\{.*\} 1$", re.M)
            server.wait_for(lambda: connected.search(request(metrics, "/metrics")[1]), "embedded outpost")
            self.assertEqual(request(where, "/outpost.goauthentik.io/ping")[0], 204)
            self.assertEqual(server.stop(), 0, server.text())


if __name__ == "__main__":
    unittest.main()
