"""Django app of the broker."""

import dramatiq
from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import autodiscover_modules, import_string


class DjangoDramatiqPostgresConfig(AppConfig):
    """Dramatiq broker on PostgreSQL."""

    name = "django_dramatiq_postgres"

    def ready(self):
        """Make the broker, and then the actors: an actor belongs to the broker that there is at its birth."""
        broker = import_string(settings.DRAMATIQ["broker_class"])
        dramatiq.set_broker(broker(middleware=[import_string(name)() for name in settings.DRAMATIQ["middlewares"]]))
        autodiscover_modules("tasks")
