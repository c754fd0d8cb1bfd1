"""What a blueprint is, and the tags that its YAML may have."""

import os
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.db.models import Model, Q

VERSION = 1
# Not a model: applies another blueprint, by its name, before going on.
META_APPLY = "authentik_blueprints.metaapplyblueprint"
STATES = ("present", "created", "must_created", "absent")


class BlueprintError(Exception):
    """A blueprint cannot be applied. The message is for whoever wrote it."""


@dataclass
class Entry:
    """One object that is to be there, or not to be there."""

    model: str
    identifiers: dict[str, Any] = field(default_factory=dict)
    attrs: dict[str, Any] = field(default_factory=dict)
    state: str = "present"
    id: str | None = None
    conditions: list[Any] = field(default_factory=list)
    permissions: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self):
        if self.state not in STATES:
            raise BlueprintError(f"{self.model} has state {self.state!r}, not one of {', '.join(STATES)}.")
        if not self.identifiers and self.model != META_APPLY:
            raise BlueprintError(f"{self.model} has no identifiers to find it by.")


@dataclass
class Blueprint:
    """A list of such objects."""

    version: int
    metadata: dict[str, Any]
    context: dict[str, Any]
    entries: list[Entry]


@dataclass
class Scope:
    """What tags can refer to."""

    context: dict[str, Any]
    by_id: dict[str, Model] = field(default_factory=dict)


class Tag(ABC):
    """A value that is known only when the blueprint is applied."""

    def __init__(self, loader: "Loader", node: yaml.Node):
        if isinstance(node, yaml.SequenceNode):
            self.arguments = loader.construct_sequence(node, deep=True)
        elif isinstance(node, yaml.ScalarNode):
            self.arguments = [node.value]
        else:
            raise BlueprintError(f"{node.tag} in line {node.start_mark.line + 1} takes a value or a list.")
        self.where = f"{node.tag} in line {node.start_mark.line + 1}"

    def default(self) -> Any:
        """Return the second argument, if there is one."""
        return self.arguments[1] if len(self.arguments) > 1 else None

    @abstractmethod
    def resolve(self, scope: Scope) -> Any:
        """Return the value."""


class KeyOf(Tag):
    """The key of an object of this blueprint, by its id."""

    def resolve(self, scope: Scope) -> Any:
        try:
            return scope.by_id[self.arguments[0]].pk
        except KeyError:
            raise BlueprintError(
                f"{self.where} names {self.arguments[0]!r}, which no entry before has as its id."
            ) from None


class Context(Tag):
    """A value of the blueprint's context."""

    def resolve(self, scope: Scope) -> Any:
        return resolve(scope.context.get(self.arguments[0], self.default()), scope)


class Env(Tag):
    """An environment variable."""

    def resolve(self, scope: Scope) -> Any:
        return os.environ.get(self.arguments[0], resolve(self.default(), scope))


class File(Tag):
    """What is in a file."""

    def resolve(self, scope: Scope) -> Any:
        try:
            return Path(resolve(self.arguments[0], scope)).read_text(encoding="utf-8").strip()
        except OSError as exc:
            if len(self.arguments) > 1:
                return resolve(self.default(), scope)
            raise BlueprintError(f"{self.where} cannot be read: {exc.strerror}.") from exc


class Format(Tag):
    """Text with values in it: [text, value, …]."""

    def resolve(self, scope: Scope) -> Any:
        text, *values = (resolve(argument, scope) for argument in self.arguments)
        try:
            return text % tuple(values)
        except TypeError as exc:
            raise BlueprintError(f"{self.where}: {exc}.") from exc


class If(Tag):
    """[condition, value, other value]."""

    def resolve(self, scope: Scope) -> Any:
        condition, *values = self.arguments
        values = values or [True, False]
        return resolve(values[0] if resolve(condition, scope) else (values + [None])[1], scope)


class Find(Tag):
    """The key of an object that is there already: [model, [field, value], …]."""

    def resolve(self, scope: Scope) -> Any:
        model, *conditions = self.arguments
        query = Q()
        for name, value in conditions:
            query &= Q(**{name: resolve(value, scope)})
        found = find_model(resolve(model, scope)).objects.filter(query).first()
        return found.pk if found else None


class Loader(yaml.SafeLoader):
    """YAML with our tags."""


for _tag in (KeyOf, Context, Env, File, Format, If, Find):
    Loader.add_constructor(f"!{_tag.__name__}", _tag)


def resolve(value: Any, scope: Scope) -> Any:
    """Return a value with all tags in it resolved."""
    if isinstance(value, Tag):
        return value.resolve(scope)
    if isinstance(value, dict):
        return {resolve(key, scope): resolve(item, scope) for key, item in value.items()}
    if isinstance(value, list):
        return [resolve(item, scope) for item in value]
    return value


def find_model(name: str) -> type[Model]:
    """Return one of authentik's own models by app_label.model."""
    try:
        model = apps.get_model(name)
    except (LookupError, ValueError):
        raise BlueprintError(f"There is no model {name}.") from None
    if not model._meta.app_label.startswith("authentik_"):
        raise BlueprintError(f"Model {name} is not for blueprints.")
    return model


def load(text: str) -> Blueprint:
    """Parse a blueprint."""
    raw = yaml.load(text, Loader)  # nosec: the loader is a safe one with tags of ours
    if not isinstance(raw, dict) or "version" not in raw:
        raise BlueprintError("It has no version.")
    if raw["version"] != VERSION:
        raise BlueprintError(f"It has version {raw['version']}; this authentik knows version {VERSION}.")
    unknown = set(raw) - {"version", "metadata", "context", "entries"}
    if unknown:
        raise BlueprintError(f"It has {', '.join(sorted(unknown))}, which no blueprint has.")
    entries = []
    for number, entry in enumerate(raw.get("entries") or [], 1):
        try:
            entries.append(Entry(**entry))
        except TypeError as exc:
            raise BlueprintError(f"Entry {number} is wrong: {exc}.") from exc
    return Blueprint(VERSION, raw.get("metadata") or {}, raw.get("context") or {}, entries)
