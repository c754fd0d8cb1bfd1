"""Applies blueprints."""

import pglock
from django.apps import apps
from django.db import models, transaction

from authentik.blueprints.v1.tasks import read


def apply(path: str) -> int:
    """Apply a blueprint, all of it or nothing, and return how many entries that were."""
    # One at a time: two that make the same object would each not see the other's.
    entries = [entry for entry in read(path)["entries"] if all(entry.get("conditions", []))]
    with pglock.advisory("authentik_blueprints.apply"), transaction.atomic():
        for entry in entries:
            _apply_entry(entry)
    return len(entries)


def _apply_entry(entry: dict):
    model: type[models.Model] = apps.get_model(entry["model"])
    instance = model.objects.filter(**entry["identifiers"]).first() or model(**entry["identifiers"])
    for name, value in entry.get("attrs", {}).items():
        if name == "password":
            instance.set_password(value)
        else:
            setattr(instance, name, value() if callable(value) else value)
    instance.full_clean(exclude=["password"])
    instance.save()
