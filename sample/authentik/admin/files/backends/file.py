"""Files in a folder of this machine."""

import os
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.utils._os import safe_join

from authentik.lib.config import CONFIG


class FileUsage(StrEnum):
    """What a file is for; the name of its folder, too."""

    MEDIA = "media"


class FileBackend:
    """Keeps files as {storage path}/{usage}/public/{name}."""

    usage = FileUsage.MEDIA

    @property
    def _base_dir(self) -> Path:
        return Path(CONFIG.get("storage.file.path", "./data"))

    @property
    def base_path(self) -> Path:
        """Return the folder of this usage."""
        return self._base_dir / self.usage.value / "public"

    @property
    def manageable(self) -> bool:
        """Say whether files can be kept: in a container, only what is mounted outlives it."""
        return bool(
            self._base_dir.exists()
            and (self._base_dir.is_mount() or (self._base_dir / self.usage.value).is_mount())
            or (settings.DEBUG or settings.TEST)
        )

    def list_files(self) -> Iterator[str]:
        """Return the names of all files."""
        for folder, _, names in os.walk(self.base_path):
            for name in sorted(names):
                yield str((Path(folder) / name).relative_to(self.base_path))

    def save_file(self, name: str, content: bytes):
        """Keep a file."""
        if not self.manageable:
            raise SuspiciousFileOperation("Files cannot be kept here.")
        path = Path(safe_join(self.base_path, name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
