"""Django app of the channel layer."""

from django.apps import AppConfig


class DjangoChannelsPostgresConfig(AppConfig):
    """Channel layer on PostgreSQL."""

    name = "django_channels_postgres"
    default_auto_field = "django.db.models.BigAutoField"
