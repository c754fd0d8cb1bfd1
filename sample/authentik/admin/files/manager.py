"""All places for files, as one."""

from collections.abc import Iterator

from authentik.admin.files.backends.file import FileBackend
from authentik.admin.files.backends.static import StaticBackend


class FileManager(FileBackend):
    """Finds files wherever they are, and keeps new ones where the configuration says."""

    def list_files(self) -> Iterator[str]:
        """Return the names of all files."""
        yield from StaticBackend().list_files()
        yield from super().list_files()
