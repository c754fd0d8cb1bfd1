"""Where configuration comes from. The Go server's tests of the same name say the same."""

import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import TestCase

from authentik.lib.config import ConfigError, ConfigLoader, main, redact
from authentik.lib.utils.time import parse_span


class TestConfig(TestCase):
    def setUp(self):
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def write(self, name: str, text: str):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def load(self, **environ: str) -> ConfigLoader:
        return ConfigLoader(self.root / "work", self.root / "etc", environ)

    def test_defaults(self):
        config = self.load()
        self.assertEqual(config.get_int("postgresql.port"), 5432)
        self.assertEqual(config.get("postgresql.password"), "")
        self.assertEqual(config.web_path(), "/")
        self.assertIsNone(config.get("cookie_domain"))
        self.assertEqual(config.get("no.such.key", "default"), "default")

    def test_precedence(self):
        names = [
            "work/authentik/lib/default.yml",
            "etc/config.yml",
            "work/local.yml",
            "work/local.env.yml",
            "etc/config.d/10-first.yml",
            "etc/config.d/20-second.yml",
        ]
        for number, name in enumerate(names):
            self.write(name, f"postgresql:\n  host: host-{number}\n")
            config = self.load()
            self.assertEqual(config.get("postgresql.host"), f"host-{number}", name)
            self.assertEqual(config.get("postgresql.user"), "authentik", "the rest stays")
        self.assertEqual(self.load(AUTHENTIK_POSTGRESQL__HOST="env").get("postgresql.host"), "env")
        self.write("work/staging.yml", "log_level: error\n")
        self.assertEqual(self.load(AUTHENTIK_ENV="staging").get("log_level"), "error")

    def test_values_that_point_elsewhere(self):
        self.write("secret", "from a file\n")
        where = f"file://{self.root}/secret"
        config = self.load(AUTHENTIK_SECRET_KEY=where, POSTGRES_PASSWORD="from the environment")
        self.assertEqual(config.get("secret_key"), "from a file")
        self.assertEqual(config.get("postgresql.password"), "from the environment")
        self.write("secret", "changed")
        self.assertEqual(config.get("secret_key"), "from a file")
        self.assertEqual(config.refresh("secret_key"), "changed")
        self.assertEqual(self.load(AUTHENTIK_SECRET_KEY="file:///no/file?fallback").get("secret_key"), "fallback")
        self.assertEqual(self.load(AUTHENTIK_SECRET_KEY="env://NOT_SET?fallback").get("secret_key"), "fallback")
        with self.assertRaisesRegex(ConfigError, "the value of secret_key from /no/file: No such file"):
            self.load(AUTHENTIK_SECRET_KEY="file:///no/file")

    def test_types(self):
        config = self.load(
            AUTHENTIK_DEBUG="TRUE",
            AUTHENTIK_WEB__PATH="auth",
            AUTHENTIK_WEB__WORKERS="7",
            AUTHENTIK_LISTEN__TRUSTED_PROXY_CIDRS="10.0.0.0/8, ::1/128",
            AUTHENTIK_WORKER__CONSUMER_LISTEN_TIMEOUT="minutes=1;seconds=5",
            AUTHENTIK_REMOTE_DEBUG="perhaps",
        )
        self.assertTrue(config.get_bool("debug"))
        self.assertEqual(config.web_path(), "/auth/")
        self.assertEqual(config.get_int("web.workers"), 7)
        self.assertEqual(config.get_list("listen.trusted_proxy_cidrs"), ["10.0.0.0/8", "::1/128"])
        self.assertIn("127.0.0.0/8", self.load().get_list("listen.trusted_proxy_cidrs"))
        self.assertEqual(config.get_seconds("worker.consumer_listen_timeout", ""), 65)
        with self.assertRaisesRegex(ConfigError, "remote_debug is 'perhaps', neither true nor false"):
            config.get_bool("remote_debug")
        with self.assertRaisesRegex(ConfigError, "postgresql.host is 'localhost', not a whole number"):
            config.get_int("postgresql.host")
        for wrong in ("5", "seconds", "seconds=x", "years=1"):
            with self.assertRaises(ValueError):
                parse_span(wrong)

    def test_wrong_files(self):
        self.write("etc/config.yml", "postgresql: [")
        with self.assertRaisesRegex(ConfigError, "config.yml, line 1: "):
            self.load()
        self.write("etc/config.yml", "- a list\n")
        with self.assertRaisesRegex(ConfigError, "holds no mapping"):
            self.load()
        self.write("etc/config.yml", "# nothing\n")
        self.load()

    def test_program(self):
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            self.assertEqual(main(["postgresql.port"]), 0)
            self.assertEqual(main(["no.such.key"]), 1)
        self.assertEqual(out.getvalue(), "5432\n")
        self.assertIn("has no key no.such.key", err.getvalue())
        shown = redact({"secret_key": "a", "postgresql": {"password": "b", "user": "c"}, "tenants": {"api_key": ""}})
        self.assertEqual(shown["secret_key"], "****")
        self.assertEqual(shown["postgresql"], {"password": "****", "user": "c"})
        self.assertEqual(shown["tenants"], {"api_key": ""})

    def test_debugger_is_off(self):
        command = [sys.executable, "-m", "authentik.lib.config", "debugger"]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        self.assertEqual(done.stdout, "false\n")
