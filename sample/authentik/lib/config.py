"""Configuration: default.yml, what an administrator wrote, and the environment over both.

Run as a program it prints the configuration, or one key of it: python -m authentik.lib.config [key]
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import yaml

PREFIX = "AUTHENTIK_"
ETC_CONFIG = "/etc/authentik/config.yml"
FILES = [Path(__file__).with_name("default.yml"), Path(ETC_CONFIG), Path("local.yml")]
MISSING = object()


class ConfigLoader:
    """Reads every source, later ones over earlier ones."""

    def __init__(self, files: list[Path] | None = None):
        self.raw: dict[str, Any] = {}
        for file in files or FILES:
            if file.exists():
                self._merge(self.raw, yaml.safe_load(file.read_text(encoding="utf-8")) or {})
        for name, value in sorted(os.environ.items()):
            if name.startswith(PREFIX):
                self.set(name.removeprefix(PREFIX).lower().replace("__", "."), value)

    def _merge(self, into: dict, new: dict):
        for key, value in new.items():
            if isinstance(value, dict) and isinstance(into.get(key), dict):
                self._merge(into[key], value)
            else:
                into[key] = value

    def set(self, path: str, value: Any):
        """Set a key for as long as this process runs."""
        inner, *parts = self.raw, *path.split(".")
        for part in parts[:-1]:
            if not isinstance(inner.get(part), dict):
                inner[part] = {}
            inner = inner[part]
        inner[parts[-1]] = value

    def get(self, path: str, default: Any = None) -> Any:
        """Return the value of a key like postgresql.host; env://NAME?fallback is what the environment has now."""
        value: Any = self.raw
        for part in path.split("."):
            value = value.get(part, MISSING) if isinstance(value, dict) else MISSING
        if isinstance(value, str) and value.startswith("env://"):
            name, _, fallback = value.removeprefix("env://").partition("?")
            return os.environ.get(name, fallback)
        return default if value is MISSING or value is None else value

    def get_int(self, path: str, default: int = 0) -> int:
        """Return a whole number. One that cannot be read is said, and what it is without a setting."""
        value = self.get(path, default)
        try:
            return int(value)
        except ValueError:
            said = {"event": "Failed to parse config as int", "level": "warning", "path": path, "value": value}
            print(json.dumps(said), file=sys.stderr, flush=True)
            return default

    def get_bool(self, path: str, default: bool = False) -> bool:
        """Return whether something is switched on."""
        return str(self.get(path, default)).lower() in ("1", "true", "yes", "on")


CONFIG = ConfigLoader()


def main(arguments: list[str]) -> int:
    """Print everything but secrets, or one key."""
    if not arguments:
        print(json.dumps(CONFIG.raw | {"secret_key": "****", "postgresql": "****"}, indent=2, default=str))
        return 0
    value = CONFIG.get(arguments[0], MISSING)
    if value is MISSING:
        print(f"The configuration has no key {arguments[0]}.", file=sys.stderr)
        return 1
    print(value)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
