"""Files in a folder of this machine."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.db import connection

from authentik.admin.files.backends.base import ManageableBackend
from authentik.admin.files.validation import validate_name
from authentik.lib.config import CONFIG


class FileBackend(ManageableBackend):
    """Keeps files as {storage path}/{usage}/{schema}/{name}."""

    @property
    def _base_dir(self) -> Path:
        usage_path = CONFIG.get(f"storage.{self.usage.value}.file.path")
        return Path(usage_path or CONFIG.get("storage.file.path", "./data"))

    @property
    def base_path(self) -> Path:
        """Return the folder of this usage."""
        schema = getattr(connection, "schema_name", CONFIG.get("postgresql.default_schema", "public"))
        return self._base_dir / self.usage.value / schema

    @property
    def manageable(self) -> bool:
        """Say whether files can be kept: in a container, only what is mounted outlives it."""
        return bool(
            self._base_dir.exists()
            and (self._base_dir.is_mount() or (self._base_dir / self.usage.value).is_mount())
            or (settings.DEBUG or settings.TEST)
        )

    def supports_file(self, name: str) -> bool:
        return "://" not in name and not name.startswith("/")

    def list_files(self) -> Iterator[str]:
        for folder, _, names in os.walk(self.base_path):
            for name in sorted(names):
                yield str((Path(folder) / name).relative_to(self.base_path))

    def file_url(self, name: str) -> str:
        return f"{settings.WEB_PATH}files/{self.usage.value}/{self.base_path.name}/{name}"

    def _path(self, name: str) -> Path:
        return self.base_path / validate_name(name)

    def save_file(self, name: str, content: bytes):
        """Keep a file. Who reads it at the same time sees the old one or the new one."""
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=".upload-", delete=False) as file:
            try:
                file.write(content)
                file.flush()
                os.chmod(file.name, 0o644)
                os.replace(file.name, path)
            except OSError:
                os.unlink(file.name)
                raise

    def read_file(self, name: str) -> bytes:
        return self._path(name).read_bytes()

    def delete_file(self, name: str):
        """Remove a file, and the folders that are empty after that."""
        path = self._path(name)
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == self.base_path or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()

    def file_exists(self, name: str) -> bool:
        return self._path(name).is_file()
