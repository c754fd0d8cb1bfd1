"""What every place for files can do."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

from authentik.admin.files.usage import FileUsage


class Backend(ABC):
    """A place from which files come."""

    def __init__(self, usage: FileUsage):
        self.usage = usage

    @property
    def manageable(self) -> bool:
        """Say whether files can be added and removed."""
        return False

    @abstractmethod
    def supports_file(self, name: str) -> bool:
        """Say whether a file of this name would be here."""

    @abstractmethod
    def list_files(self) -> Iterator[str]:
        """Return the names of all files."""

    @abstractmethod
    def file_url(self, name: str) -> str:
        """Return where a browser finds a file."""


class ManageableBackend(Backend):
    """A place to which files can be added."""

    @abstractmethod
    def save_file(self, name: str, content: bytes):
        """Keep a file."""

    @abstractmethod
    def read_file(self, name: str) -> bytes:
        """Return what is in a file."""

    @abstractmethod
    def delete_file(self, name: str):
        """Remove a file."""

    @abstractmethod
    def file_exists(self, name: str) -> bool:
        """Say whether there is such a file."""
