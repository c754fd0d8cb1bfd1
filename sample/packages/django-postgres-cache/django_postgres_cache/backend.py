"""The cache itself."""

import pickle
from datetime import UTC, datetime
from random import random

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import router, transaction
from django.db.models import Q
from psqlextra.query import ConflictAction

# One write in so many also removes what has expired.
CLEAN_ONE_IN = 200


class DatabaseCache(BaseCache):
    """Django cache in PostgreSQL. The first argument is the LOCATION of settings and has no meaning here."""

    def __init__(self, _location: str, params: dict):
        super().__init__(params)
        self.clean_one_in = int(params.get("OPTIONS", {}).get("CLEAN_ONE_IN", CLEAN_ONE_IN))

    @property
    def _entries(self):
        # Models cannot be imported while settings still load.
        from django_postgres_cache.models import CacheEntry

        return CacheEntry.objects.using(router.db_for_write(CacheEntry))

    @staticmethod
    def _now() -> datetime:
        return datetime.now(UTC)

    def _alive(self) -> Q:
        return Q(expires__isnull=True) | Q(expires__gt=self._now())

    def _expires(self, timeout) -> datetime | None:
        at = self.get_backend_timeout(timeout)
        return None if at is None else datetime.fromtimestamp(at, UTC)

    def _key(self, key, version) -> str:
        key = self.make_key(key, version)
        # PostgreSQL has no NUL in text, and the others are what other caches refuse as well.
        self.validate_key(key)
        return key

    def _fields(self, key: str, value, timeout) -> dict:
        if random() * self.clean_one_in < 1:  # nosec
            self.clean()
        dumped = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        return {"cache_key": key, "value": dumped, "expires": self._expires(timeout)}

    def get(self, key, default=None, version=None):
        """Return the value of a key."""
        return self.get_many([key], version).get(key, default)

    def get_many(self, keys, version=None) -> dict:
        """Return the values of those keys that are there, by one query."""
        wanted = {self._key(key, version): key for key in keys}
        rows = self._entries.filter(self._alive(), pk__in=wanted)
        return {
            wanted[key]: pickle.loads(value)  # nosec: nobody but us writes this table
            for key, value in rows.values_list("cache_key", "value")
        }

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        """Keep a value under a key."""
        fields = self._fields(self._key(key, version), value, timeout)
        self._entries.on_conflict(["cache_key"], ConflictAction.UPDATE).insert(**fields)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None) -> bool:
        """Keep a value unless there is one already; say whether it was kept."""
        fields = self._fields(self._key(key, version), value, timeout)
        with transaction.atomic(using=self._entries.db):
            self._entries.filter(~self._alive(), pk=fields["cache_key"]).delete()
            _, created = self._entries.get_or_create(cache_key=fields.pop("cache_key"), defaults=fields)
        return created

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None) -> bool:
        """Give a key a new expiry; say whether it was there."""
        rows = self._entries.filter(self._alive(), pk=self._key(key, version))
        return rows.update(expires=self._expires(timeout)) > 0

    def incr(self, key, delta=1, version=None):
        """Add to a number; two who do so at once both count."""
        with transaction.atomic(using=self._entries.db):
            rows = self._entries.select_for_update()
            entry = rows.filter(self._alive(), pk=self._key(key, version)).first()
            if entry is None:
                raise ValueError(f"The cache has no key {key!r} to count up.")
            value = pickle.loads(entry.value) + delta  # nosec
            entry.value = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
            entry.save(update_fields=["value"])
        return value

    def delete(self, key, version=None) -> bool:
        """Forget a key; say whether it was there."""
        count, _ = self._entries.filter(pk=self._key(key, version)).delete()
        return count > 0

    def delete_many(self, keys, version=None):
        """Forget many keys, by one query."""
        self._entries.filter(pk__in=[self._key(key, version) for key in keys]).delete()

    def has_key(self, key, version=None) -> bool:
        """Say whether a key is there."""
        return self._entries.filter(self._alive(), pk=self._key(key, version)).exists()

    def keys(self, pattern: str, version=None) -> list[str]:
        """Return the keys that match a pattern, in which * stands for anything."""
        prefix = self._key("", version)
        parts = [
            part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for part in (prefix + pattern).split("*")
        ]
        rows = self._entries.filter(self._alive()).extra(  # nosec: the pattern is a parameter
            where=["cache_key LIKE %s"], params=["%".join(parts)]
        )
        return [key.removeprefix(prefix) for key in rows.values_list("cache_key", flat=True)]

    def clear(self):
        """Forget everything."""
        self._entries.all().delete()

    def clean(self):
        """Remove what has expired."""
        self._entries.filter(~self._alive()).delete()
