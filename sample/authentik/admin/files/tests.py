"""Files."""

from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from django.core.exceptions import SuspiciousFileOperation
from django.test import SimpleTestCase

from authentik.admin.files.backends import static
from authentik.admin.files.manager import FileManager
from authentik.lib.config import CONFIG


class TestFiles(SimpleTestCase):
    def test_round_trip(self):
        before, folder = CONFIG.get("storage.file.path"), self.enterContext(TemporaryDirectory())
        CONFIG.set("storage.file.path", folder)
        self.addCleanup(CONFIG.set, "storage.file.path", before)
        FileManager().save_file("logos/brand.png", b"png")
        self.assertEqual(Path(folder, "media/public/logos/brand.png").read_bytes(), b"png")
        self.assertIn("logos/brand.png", FileManager().list_files())
        with self.assertRaises(SuspiciousFileOperation):
            FileManager().save_file("../../up", b"")

    def test_static(self):
        # Where the tree's own lie is the packager's business.
        with patch.object(static, "STATIC_ASSETS_SOURCES_DIR", Path("web/authentik/sources")):
            self.assertIn("/static/authentik/sources/openidconnect.svg", list(FileManager().list_files()))
