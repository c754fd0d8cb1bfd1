"""The cache itself."""

from django.core.cache.backends import db


class DatabaseCache(db.DatabaseCache):
    """Django's cache in a database, whose table migrations make. The first argument has no meaning here."""

    def __init__(self, _location: str, params: dict):
        super().__init__("django_postgres_cache_cacheentry", params)
