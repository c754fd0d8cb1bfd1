"""Configuration, and a dependency that nobody declares."""

import os
from unittest import TestCase
from unittest.mock import patch

from authentik.lib.config import ConfigLoader
from authentik.lib.expression import column


class TestLib(TestCase):
    @patch.dict(os.environ, {"AUTHENTIK_LISTEN__HTTP": "env://POINTED?elsewhere", "POINTED": "127.0.0.1:1"})
    def test_config(self):
        config = ConfigLoader()
        self.assertEqual(config.get("listen.http"), "127.0.0.1:1")
        self.assertEqual(config.get_int("postgresql.port"), 5432)

    def test_column(self):
        self.assertEqual(column("ouId"), "ou_id")
