"""The generated client against a server that says what the schema says: arguments are the client, and wheels of what it imports."""

import http.server
import json
import os
import re
import sys
import tempfile
import threading
import unittest
import zipfile
from pathlib import Path

CLIENT, *WHEELS = sys.argv[1:]
TOKEN = "a token of nobody in the world"
BRAND = {"brand_uuid": "0d7c9a52-5d0b-4c0e-9d6a-0f4f1c5b2a11", "domain": "example.test"}


class Answers(http.server.BaseHTTPRequestHandler):
    """A page of brands for whoever has the token."""

    def do_GET(self):
        self.server.asked.append(self.path)
        right = self.headers["Authorization"] == "Bearer " + TOKEN
        pagination = {key: 1 for key in ("next", "previous", "count", "current", "total_pages", "start_index", "end_index")}
        body = {"pagination": pagination, "results": [BRAND], "autocomplete": {}} if right else {"detail": "who are you?"}
        content = json.dumps(body).encode()
        self.send_response(200 if right else 403)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


def setUpModule():
    """Install what pyproject.toml asks for, and what that needs; of the source's distributions these alone."""
    asked = re.findall(r'^  "([A-Za-z0-9-]+)', Path(CLIENT, "pyproject.toml").read_text().split("dependencies = [")[1].split("]")[0], re.MULTILINE)
    if sorted(asked) != ["pydantic", "python-dateutil", "typing-extensions", "urllib3"]:
        raise AssertionError(f"the client asks for {asked}")
    wanted = [*asked, "annotated-types", "pydantic-core", "six", "typing-inspection"]
    site = tempfile.mkdtemp(dir=os.environ["TEST_TMPDIR"])
    for wheel in WHEELS:
        if Path(wheel).name.partition("-")[0].replace("_", "-") in wanted:
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(site)
    sys.path[:0] = [str(Path(CLIENT).resolve()), site]


class Client(unittest.TestCase):
    def setUp(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.server.asked = []
        thread = threading.Thread(target=self.server.serve_forever)
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def api(self, token):
        import authentik_client

        configuration = authentik_client.Configuration(host=f"http://127.0.0.1:{self.server.server_port}/api/v3", access_token=token)
        configuration.ignore_operation_servers = True
        return authentik_client.CoreApi(authentik_client.ApiClient(configuration))

    def test_an_answer_is_read(self):
        page = self.api(TOKEN).core_brands_list(domain="example.test", page=1)
        self.assertEqual([brand.domain for brand in page.results], ["example.test"])
        self.assertEqual(str(page.results[0].brand_uuid), BRAND["brand_uuid"])
        self.assertEqual(self.server.asked, ["/api/v3/core/brands/?domain=example.test&page=1"])

    def test_a_refusal_is_an_error(self):
        import authentik_client

        with self.assertRaises(authentik_client.ApiException) as refused:
            self.api("another").core_brands_list()
        self.assertEqual(refused.exception.status, 403)
        self.assertIn("who are you?", refused.exception.body)

    def test_version(self):
        import authentik_client

        self.assertRegex(authentik_client.__version__, r"^20\d\d\.\d+\.\d+$")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
