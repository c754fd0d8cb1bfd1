"""Blueprints as files: YAML that says which objects are to be there."""

import os
from collections.abc import Iterator
from hashlib import sha512
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps

from authentik.lib.config import CONFIG

INSTANTIATE = "blueprints.goauthentik.io/instantiate"


class Loader(yaml.SafeLoader):
    """YAML with tags for values that are known only when the blueprint is applied."""

    def env(self, node: yaml.ScalarNode) -> str:
        """!Env: an environment variable."""
        return os.environ.get(node.value, "")

    def find(self, node: yaml.SequenceNode) -> Any:
        """!Find: the object that [model, field, value] is about."""
        model, field, value = self.construct_sequence(node)
        return lambda: apps.get_model(model).objects.get(**{field: value})


Loader.add_constructor("!Env", Loader.env)
Loader.add_constructor("!Find", Loader.find)


def blueprints_dir() -> Path:
    """Return the folder in which blueprints are."""
    return Path(CONFIG.get("blueprints_dir"))


def read(path: str) -> dict:
    """Read a blueprint by its path below the folder."""
    return yaml.load((blueprints_dir() / path).read_text(encoding="utf-8"), Loader)  # nosec: a safe loader


def content_hash(path: str) -> str:
    """Return the hash of what a blueprint holds."""
    return sha512((blueprints_dir() / path).read_bytes()).hexdigest()


def found() -> Iterator[str]:
    """Return the blueprints of the folder that are applied without being asked for."""
    root = blueprints_dir()
    for path in sorted(root.rglob("*.yaml")):
        rel_path = path.relative_to(root)
        # Hidden files.
        if any(part for part in path.parts if part.startswith(".")):
            continue
        if read(str(rel_path)).get("metadata", {}).get("labels", {}).get(INSTANTIATE) != "false":
            yield str(rel_path)
