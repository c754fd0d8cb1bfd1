"""Files that come with authentik."""

from collections.abc import Iterator
from pathlib import Path

# Below the working directory, as for the Go server that serves them.
STATIC_ASSETS_BASE_DIR = Path("web/dist")
STATIC_ASSETS_SOURCES_DIR = Path("web/authentik/sources")


class StaticBackend:
    """Icons of the web UI."""

    def list_files(self) -> Iterator[str]:
        """Return where a browser finds them."""
        for folder, url in (
            (STATIC_ASSETS_BASE_DIR / "assets/icons", "dist/assets/icons"),
            (STATIC_ASSETS_SOURCES_DIR, "authentik/sources"),
        ):
            for file in sorted(folder.rglob("*.svg")):
                yield f"/static/{url}/{file.relative_to(folder)}"
