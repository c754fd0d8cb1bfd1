"""Serializer fields that several apps use."""

from math import isfinite
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.serializers import JSONField

MAX_DEPTH = 64
INT64 = 2**63


def _refuse(value: Any, depth: int = 0) -> bool:
    """Say whether there is something in a value that PostgreSQL's jsonb or our renderer cannot hold."""
    if depth > MAX_DEPTH:
        return True
    if isinstance(value, dict):
        return any(_refuse(key, depth + 1) or _refuse(item, depth + 1) for key, item in value.items())
    if isinstance(value, list):
        return any(_refuse(item, depth + 1) for item in value)
    if isinstance(value, str):
        return "\x00" in value or any("\ud800" <= char <= "\udfff" for char in value)
    if isinstance(value, int) and not isinstance(value, bool):
        return not -INT64 <= value < INT64
    return isinstance(value, float) and not isfinite(value)


class JSONDictField(JSONField):
    """A JSON object that can be stored."""

    default_error_messages = {
        "not_an_object": _("Value must be a dictionary, and not have any duplicate keys."),
        "cannot_be_stored": _("Value has characters, numbers or a depth that cannot be stored."),
    }

    def to_internal_value(self, data):
        value = super().to_internal_value(data)
        if not isinstance(value, dict):
            self.fail("not_an_object")
        if _refuse(value):
            self.fail("cannot_be_stored")
        return value
