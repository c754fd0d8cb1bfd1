"""Configuration: the same files, environment and precedence as internal/config of the Go server.

Run as a program it prints the configuration, or one key of it: python -m authentik.lib.config [key]
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from glob import glob
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from django.conf import ImproperlyConfigured

ENV_PREFIX = "AUTHENTIK_"
ETC_CONFIG = "/etc/authentik/config.yml"
ETC_DIR = Path(ETC_CONFIG).parent
BUILT_IN = Path(__file__).with_name("default.yml")
TRUE = frozenset({"1", "t", "true", "yes", "on"})
FALSE = frozenset({"", "0", "f", "false", "no", "off", "none", "null"})
# Keys whose values are not printed with all the others.
SECRET = ("password", "secret", "api_key", "token")
MISSING = object()


class ConfigError(ImproperlyConfigured):
    """The configuration cannot be used as it is."""


class ConfigLoader:
    """Reads every source, later ones over earlier ones."""

    def __init__(
        self,
        work_dir: Path = Path("."),
        etc_dir: Path = ETC_DIR,
        environ: Mapping[str, str] = os.environ,
    ):
        self.work_dir = Path(work_dir)
        self.etc_dir = Path(etc_dir)
        self.environ = environ
        self.raw: dict[str, Any] = {}
        for file in self.files():
            self.merge_file(file)
        self.merge_env()
        # A value can point elsewhere. It is looked up when it is asked for, see refresh().
        self.loaded = self._expand_all(deepcopy(self.raw), "")

    def files(self) -> list[Path]:
        """List what may exist, in order of precedence, lowest first."""
        env = self.environ.get(f"{ENV_PREFIX}ENV") or "local"
        return [
            BUILT_IN,
            self.work_dir / "authentik/lib/default.yml",
            self.etc_dir / "config.yml",
            self.work_dir / f"{env}.yml",
            self.work_dir / f"{env}.env.yml",
            *(Path(name) for name in sorted(glob(str(self.etc_dir / "config.d" / "*.yml")))),
        ]

    def merge_file(self, file: Path):
        """Lay a file over what there is. That it does not exist is no error, that it cannot be read is."""
        try:
            text = file.read_text(encoding="utf-8")
        except FileNotFoundError:
            return
        except OSError as exc:
            raise ConfigError(f"Reading configuration file {file}: {exc.strerror}.") from exc
        try:
            content = yaml.safe_load(text)
        except yaml.YAMLError as exc:
            where = getattr(exc, "problem_mark", None)
            line = f", line {where.line + 1}" if where else ""
            raise ConfigError(f"Parsing configuration file {file}{line}: {getattr(exc, 'problem', exc)}.") from exc
        if content is None:
            return
        if not isinstance(content, dict):
            raise ConfigError(f"Parsing configuration file {file}: it holds no mapping of keys.")
        _merge(self.raw, content)

    def merge_env(self):
        """Lay AUTHENTIK_POSTGRESQL__HOST over postgresql.host, and so on."""
        for name, value in sorted(self.environ.items()):
            if not name.startswith(ENV_PREFIX):
                continue
            path = name.removeprefix(ENV_PREFIX).lower().split("__")
            inner = self.raw
            for part in path[:-1]:
                if not isinstance(inner.get(part), dict):
                    inner[part] = {}
                inner = inner[part]
            inner[path[-1]] = value

    def _expand_all(self, value: Any, path: str) -> Any:
        if isinstance(value, dict):
            return {key: self._expand_all(item, f"{path}.{key}".lstrip(".")) for key, item in value.items()}
        if isinstance(value, list):
            return [self._expand_all(item, f"{path}.{i}") for i, item in enumerate(value)]
        return self._expand(value, path)

    def _expand(self, value: Any, path: str) -> Any:
        """Replace env://NAME?fallback and file:///path?fallback by what they point to."""
        if not isinstance(value, str):
            return value
        if value.startswith("env://"):
            name, _, fallback = value.removeprefix("env://").partition("?")
            return self.environ.get(name, fallback)
        if value.startswith("file://"):
            parts = urlsplit(value)
            name = parts.netloc + parts.path
            try:
                return Path(name).read_text(encoding="utf-8").strip()
            except OSError as exc:
                if "?" in value:
                    return parts.query
                raise ConfigError(f"Reading the value of {path} from {name}: {exc.strerror}.") from exc
        return value

    def _find(self, path: str, tree: dict) -> Any:
        value: Any = tree
        for part in path.split("."):
            if not isinstance(value, dict) or part not in value:
                return MISSING
            value = value[part]
        return value

    def get(self, path: str, default: Any = None) -> Any:
        """Return the value of a key like postgresql.host."""
        value = self._find(path, self.loaded)
        return default if value is MISSING or value is None else value

    def has(self, path: str) -> bool:
        """Say whether there is such a key."""
        return self._find(path, self.loaded) is not MISSING

    def set(self, path: str, value: Any):
        """Set a key for as long as this process runs. For tests."""
        inner, *parts = self.loaded, *path.split(".")
        for part in parts[:-1]:
            inner = inner.setdefault(part, {})
        inner[parts[-1]] = value

    @contextmanager
    def patch(self, path: str, value: Any) -> Iterator[None]:
        """Set a key within a block. For tests."""
        before = self.get(path)
        self.set(path, value)
        try:
            yield
        finally:
            self.set(path, before)

    def refresh(self, path: str, default: Any = None) -> Any:
        """Like get, but what a value points to is read again: secrets in files change while we run."""
        value = self._find(path, self.raw)
        if value is MISSING or value is None:
            return default
        return self._expand(value, path)

    def get_int(self, path: str, default: int = 0) -> int:
        """Return a whole number."""
        value = self.get(path, default)
        try:
            return int(value)
        except (TypeError, ValueError):
            raise ConfigError(f"{path} is {value!r}, not a whole number.") from None

    def get_float(self, path: str, default: float = 0.0) -> float:
        """Return a number."""
        value = self.get(path, default)
        try:
            return float(value)
        except (TypeError, ValueError):
            raise ConfigError(f"{path} is {value!r}, not a number.") from None

    def get_bool(self, path: str, default: bool = False) -> bool:
        """Return whether something is switched on."""
        value = self.get(path, default)
        text = str(value).strip().lower()
        if text in TRUE:
            return True
        if text in FALSE:
            return False
        raise ConfigError(f"{path} is {value!r}, neither true nor false.")

    def get_list(self, path: str) -> list[str]:
        """Return a list; in the environment its items are separated by commas."""
        value = self.get(path, [])
        if isinstance(value, str):
            return [item.strip() for item in value.split(",") if item.strip()]
        return list(value)

    def get_seconds(self, path: str, default: str) -> float:
        """Return a span of time that is written like "minutes=1;seconds=30"."""
        from authentik.lib.utils.time import parse_span

        value = self.get(path, default)
        try:
            return parse_span(value).total_seconds()
        except ValueError as exc:
            raise ConfigError(f"{path} is {value!r}: {exc}") from None

    def web_path(self) -> str:
        """Return the prefix of every URL. It starts and ends with a slash."""
        path = str(self.get("web.path", "/")).strip("/")
        return f"/{path}/" if path else "/"


def _merge(into: dict, new: dict):
    for key, value in new.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value


def redact(value: Any, key: str = "") -> Any:
    """Return a copy that may be shown."""
    if isinstance(value, dict):
        return {name: redact(item, name) for name, item in value.items()}
    if value and any(word in key for word in SECRET):
        return "****"
    return value


CONFIG = ConfigLoader()


def main(arguments: list[str]) -> int:
    """Print everything, or one key."""
    if not arguments:
        print(json.dumps(redact(CONFIG.loaded), indent=2, default=str))
        return 0
    key = arguments[0]
    if not CONFIG.has(key):
        print(f"The configuration has no key {key}.", file=sys.stderr)
        return 1
    value = CONFIG.get(key)
    print(json.dumps(value) if isinstance(value, dict | list | bool) else "" if value is None else value)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
