"""Where the cache keeps its entries."""

from django.db import models
from psqlextra.models import PostgresModel


class CacheEntry(PostgresModel):
    """One entry, as Django's own cache in a database has it."""

    cache_key = models.TextField(primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key
