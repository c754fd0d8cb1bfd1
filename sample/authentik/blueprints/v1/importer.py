"""Applies blueprints."""

from typing import Any

import pglock
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import transaction
from django.db.models import ForeignKey, ManyToManyField, Model
from guardian.shortcuts import assign_perm
from structlog.stdlib import get_logger

from authentik.blueprints.v1.common import (
    META_APPLY,
    Blueprint,
    BlueprintError,
    Entry,
    Scope,
    find_model,
    resolve,
)
from authentik.blueprints.v1.tasks import by_name

LOGGER = get_logger(__name__)
# Attributes that are not simply set.
SETTERS = {"password": "set_password"}


class Importer:
    """Applies one blueprint: all of it, or nothing."""

    def __init__(self, blueprint: Blueprint, context: dict[str, Any] | None = None):
        self.blueprint = blueprint
        self.scope = Scope(context=blueprint.context | (context or {}))

    def apply(self) -> int:
        """Apply it, and return how many entries that were."""
        applied = 0
        # One at a time: two that make the same object would each not see the other's.
        with pglock.advisory("authentik_blueprints.apply"), transaction.atomic():
            for number, entry in enumerate(self.blueprint.entries, 1):
                try:
                    applied += self._apply_entry(entry)
                except ValidationError as exc:
                    reasons = "; ".join(
                        f"{name}: {' '.join(errors)}"
                        for name, errors in getattr(exc, "message_dict", {"": exc.messages}).items()
                    )
                    raise BlueprintError(f"Entry {number} ({entry.model}) is not valid: {reasons}") from exc
                except BlueprintError as exc:
                    raise BlueprintError(f"Entry {number}: {exc}") from exc
        return applied

    def _apply_entry(self, entry: Entry) -> bool:
        if not all(resolve(condition, self.scope) for condition in entry.conditions):
            return False
        if entry.model == META_APPLY:
            return self._apply_other(resolve(entry.attrs, self.scope))
        model = find_model(entry.model)
        identifiers = resolve(entry.identifiers, self.scope)
        existing = self._find(model, identifiers)
        if entry.state == "absent":
            if existing is not None:
                existing.delete()
            return True
        if existing is not None and entry.state == "must_created":
            raise BlueprintError(f"{entry.model} is there already: {identifiers}.")
        instance = existing or model()
        if existing is None or entry.state == "present":
            self._fill(instance, identifiers | resolve(entry.attrs, self.scope))
        for permission in resolve(entry.permissions, self.scope):
            self._permit(instance, permission)
        if entry.id:
            self.scope.by_id[entry.id] = instance
        LOGGER.debug("blueprint entry applied", model=entry.model, pk=str(instance.pk))
        return True

    @staticmethod
    def _apply_other(attrs: dict[str, Any]) -> bool:
        name = attrs.get("identifiers", {}).get("name")
        file = by_name(name)
        if file is None and attrs.get("required", True):
            raise BlueprintError(f"There is no blueprint named {name!r}, which has to be applied first.")
        return file is not None and Importer(file.blueprint).apply() >= 0

    @staticmethod
    def _find(model: type[Model], identifiers: dict[str, Any]) -> Model | None:
        return model.objects.filter(**identifiers).first()

    def _fill(self, instance: Model, values: dict[str, Any]):
        related = {}
        for name, value in values.items():
            if name in SETTERS and hasattr(instance, SETTERS[name]):
                getattr(instance, SETTERS[name])(value)
                continue
            try:
                field = instance._meta.get_field(name) if name != "pk" else instance._meta.pk
            except FieldDoesNotExist:
                raise BlueprintError(f"{instance._meta.label_lower} has no {name}.") from None
            if isinstance(field, ManyToManyField):
                related[name] = value
            elif isinstance(field, ForeignKey):
                setattr(instance, field.attname, value)
            else:
                setattr(instance, field.name, value)
        instance.full_clean(exclude=["password"])
        instance.save()
        for name, value in related.items():
            getattr(instance, name).set(value)

    @staticmethod
    def _permit(instance: Model, permission: dict[str, Any]):
        from authentik.core.models import User
        from authentik.rbac.models import Role

        holders = [User.objects.filter(pk=permission["user"]).first()] if "user" in permission else []
        holders += [Role.objects.filter(pk=permission["role"]).first()] if "role" in permission else []
        for holder in holders:
            if holder is None:
                raise BlueprintError(f"permission {permission['permission']} is for nobody.")
            assign_perm(permission["permission"], holder, instance)
