"""Django app of the cache."""

from django.apps import AppConfig


class DjangoPostgresCacheConfig(AppConfig):
    """Cache in PostgreSQL."""

    name = "django_postgres_cache"
    default_auto_field = "django.db.models.BigAutoField"
