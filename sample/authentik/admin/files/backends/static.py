"""Files that come with authentik."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from authentik.admin.files.backends.base import Backend

# Below the working directory, as for the Go server that serves them.
STATIC_ASSETS_BASE_DIR = Path("web/dist")
STATIC_ASSETS_DIRS = [Path(directory) for directory in ("assets/icons", "assets/images")]
STATIC_ASSETS_SOURCES_DIR = Path("web/authentik/sources")
STATIC_PATH_PREFIX = "/static"
OLD_PREFIX = "web/dist/assets"
EXTENSIONS = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico"})


class StaticBackend(Backend):
    """Icons and images of the web UI."""

    def supports_file(self, name: str) -> bool:
        return name.startswith((STATIC_PATH_PREFIX + "/", OLD_PREFIX, f"/{OLD_PREFIX}"))

    def list_files(self) -> Iterator[str]:
        folders = [(STATIC_ASSETS_BASE_DIR / folder, f"dist/{folder}") for folder in STATIC_ASSETS_DIRS]
        folders.append((STATIC_ASSETS_SOURCES_DIR, "authentik/sources"))
        for folder, url in folders:
            if not folder.is_dir():
                continue
            for file in sorted(folder.rglob("*")):
                if file.is_file() and file.suffix in EXTENSIONS:
                    yield f"{STATIC_PATH_PREFIX}/{url}/{file.relative_to(folder)}"

    def file_url(self, name: str) -> str:
        """Return the URL. Older releases kept the path in the source tree."""
        for old in (f"/{OLD_PREFIX}", OLD_PREFIX):
            if name.startswith(old):
                name = f"{STATIC_PATH_PREFIX}/dist/assets{name.removeprefix(old)}"
        return settings.WEB_PATH + name.removeprefix("/")
