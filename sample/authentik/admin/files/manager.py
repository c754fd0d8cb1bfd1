"""All places for files, as one."""

from collections.abc import Iterator

from django.core.exceptions import ImproperlyConfigured

from authentik.admin.files.backends.base import Backend, ManageableBackend
from authentik.admin.files.backends.file import FileBackend
from authentik.admin.files.backends.passthrough import PassthroughBackend
from authentik.admin.files.backends.static import StaticBackend
from authentik.admin.files.usage import FileUsage
from authentik.lib.config import CONFIG

STORAGE_BACKENDS = {"file": FileBackend}


class FileManager:
    """Finds files of one usage wherever they are, and keeps new ones where the configuration says."""

    def __init__(self, usage: FileUsage):
        name = CONFIG.get(f"storage.{usage.value}.backend") or CONFIG.get("storage.backend", "file")
        if name not in STORAGE_BACKENDS:
            raise ImproperlyConfigured(
                f"storage.backend is {name!r}, not one of {', '.join(sorted(STORAGE_BACKENDS))}."
            )
        self.storage: ManageableBackend = STORAGE_BACKENDS[name](usage)
        self.backends: list[Backend] = [PassthroughBackend(usage), StaticBackend(usage), self.storage]

    @property
    def manageable(self) -> bool:
        """Say whether files can be added and removed."""
        return self.storage.manageable

    def list_files(self) -> Iterator[str]:
        """Return the names of all files."""
        for backend in self.backends:
            yield from backend.list_files()

    def file_url(self, name: str | None) -> str:
        """Return where a browser finds a file; nothing for no file."""
        if not name:
            return ""
        return next(b for b in self.backends if b.supports_file(name) or b is self.storage).file_url(name)

    def save_file(self, name: str, content: bytes):
        """Keep a file."""
        self._require_manageable()
        self.storage.save_file(name, content)

    def delete_file(self, name: str):
        """Remove a file."""
        self._require_manageable()
        self.storage.delete_file(name)

    def _require_manageable(self):
        if not self.manageable:
            raise ImproperlyConfigured("Files cannot be kept here: the folder of storage.file.path is not mounted.")
