"""Blueprints as files."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha512
from pathlib import Path

import yaml

from authentik.blueprints.v1.common import Blueprint, BlueprintError, load
from authentik.lib.config import CONFIG


def blueprints_dir() -> Path:
    """Return the folder in which blueprints are."""
    return Path(CONFIG.get("blueprints_dir"))


@dataclass
class BlueprintFile:
    """A blueprint of the folder."""

    path: str
    content: str
    blueprint: Blueprint

    @property
    def hash(self) -> str:
        """Return what changes when the file does."""
        return sha512(self.content.encode()).hexdigest()

    @property
    def name(self) -> str:
        """Return what the blueprint is called."""
        return str(self.blueprint.metadata.get("name") or self.path)

    @property
    def instantiate(self) -> bool:
        """Say whether it is applied without being asked for: not if a label says that it is an example."""
        labels = self.blueprint.metadata.get("labels", {})
        return str(labels.get("blueprints.goauthentik.io/instantiate", "true")).lower() != "false"


def read(path: str) -> BlueprintFile:
    """Read a blueprint by its path below the folder."""
    folder = blueprints_dir().resolve()
    full = (folder / path).resolve()
    if not full.is_relative_to(folder):
        raise BlueprintError(f"{path} leads out of the folder of blueprints, {folder}.")
    try:
        content = full.read_text(encoding="utf-8")
    except OSError as exc:
        raise BlueprintError(f"Reading blueprint {full}: {exc.strerror}.") from exc
    try:
        return BlueprintFile(path, content, load(content))
    except yaml.YAMLError as exc:
        mark = getattr(exc, "problem_mark", None)
        line = f" in line {mark.line + 1}" if mark else ""
        raise BlueprintError(f"Parsing blueprint {path}{line}: {getattr(exc, 'problem', exc)}.") from exc
    except BlueprintError as exc:
        raise BlueprintError(f"Blueprint {path}: {exc}") from exc


def find() -> Iterator[str]:
    """Return the paths of all blueprints below the folder, in order."""
    root = blueprints_dir()
    for path in sorted(root.rglob("*.yaml")):
        rel_path = path.relative_to(root)
        # Hidden files.
        if any(part for part in path.parts if part.startswith(".")):
            continue
        yield str(rel_path)


def by_name(name: str) -> BlueprintFile | None:
    """Return the blueprint of a name. Those that cannot be read have none."""
    for path in find():
        with suppress(BlueprintError):
            file = read(path)
            if file.name == name:
                return file
    return None
