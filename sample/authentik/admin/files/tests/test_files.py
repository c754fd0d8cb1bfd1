"""Files."""

from inspect import getsource
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.test import SimpleTestCase, override_settings

from authentik.admin.files.backends import static
from authentik.admin.files.backends.file import FileBackend
from authentik.admin.files.manager import FileManager
from authentik.admin.files.usage import FileUsage
from authentik.lib.config import CONFIG


class TestFiles(SimpleTestCase):
    def setUp(self):
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.enterContext(CONFIG.patch("storage.file.path", folder.name))
        self.manager = FileManager(FileUsage.MEDIA)

    def test_round_trip(self):
        self.manager.save_file("logos/brand.png", b"png")
        stored = self.folder / "media" / "public" / "logos" / "brand.png"
        self.assertEqual(stored.read_bytes(), b"png")
        self.assertEqual(stored.stat().st_mode & 0o777, 0o644)
        self.assertIn("logos/brand.png", self.manager.list_files())
        self.assertEqual(self.manager.file_url("logos/brand.png"), "/files/media/public/logos/brand.png")
        self.manager.save_file("logos/brand.png", b"new")
        self.assertEqual(self.manager.storage.read_file("logos/brand.png"), b"new")
        self.manager.delete_file("logos/brand.png")
        self.assertFalse(stored.parent.exists())

    def test_names(self):
        for name in ("../up", "/absolute", "a/../b", "", "a\x00b", "x" * 1025, "a//b", "./a", "ümlaut"):
            with self.assertRaises(ValidationError, msg=name):
                self.manager.save_file(name, b"")

    def test_elsewhere(self):
        for name in ("https://example.com/a.png", "fa://fa-lock"):
            self.assertEqual(self.manager.file_url(name), name)
        self.assertEqual(self.manager.file_url("web/dist/assets/icons/icon.png"), "/static/dist/assets/icons/icon.png")
        self.assertEqual(self.manager.file_url(None), "")

    def test_static(self):
        # Where the tree's own lie is the packager's business.
        self.enterContext(patch.object(static, "STATIC_ASSETS_BASE_DIR", self.folder / "dist"))
        self.enterContext(patch.object(static, "STATIC_ASSETS_SOURCES_DIR", self.folder / "sources"))
        icons = self.folder / "dist" / "assets" / "icons"
        icons.mkdir(parents=True)
        (icons / "icon.svg").write_text("<svg/>")
        (icons / "README").write_text("no icon")
        self.assertEqual(list(self.manager.list_files()), ["/static/dist/assets/icons/icon.svg"])

    @override_settings(TEST=False, DEBUG=False)
    def test_not_mounted(self):
        with patch.object(Path, "is_mount", return_value=True):
            self.assertTrue(self.manager.manageable)
        # A packager takes the condition out: then it is enough that the folder is there.
        condition = "is_mount" in getsource(FileBackend)
        with patch.object(Path, "is_mount", return_value=False):
            self.assertEqual(self.manager.manageable, not condition)
        with CONFIG.patch("storage.file.path", str(self.folder / "nothing")):
            self.assertFalse(self.manager.manageable)
            with self.assertRaises(ImproperlyConfigured):
                self.manager.save_file("a.png", b"")

    def test_unknown_backend(self):
        with CONFIG.patch("storage.backend", "tape"), self.assertRaises(ImproperlyConfigured):
            FileManager(FileUsage.MEDIA)
