"""Where the cache keeps its entries."""

from django.db import models
from psqlextra.models import PostgresModel


class CacheEntry(PostgresModel):
    """One entry. No expiry means that it stays until it is deleted."""

    cache_key = models.TextField(primary_key=True)
    value = models.BinaryField()
    expires = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return self.cache_key
