"""Django app of the broker."""

import dramatiq
from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules, import_string

from django_dramatiq_postgres.conf import Conf


class DjangoDramatiqPostgresConfig(AppConfig):
    """Dramatiq broker on PostgreSQL."""

    name = "django_dramatiq_postgres"

    def ready(self):
        """Make the broker, and then the actors: an actor belongs to the broker that there is at its birth."""
        conf = Conf()
        middlewares = conf.middlewares
        if middlewares is None:
            from django_dramatiq_postgres.middleware import default_middlewares

            middlewares = default_middlewares()
        broker = import_string(conf.broker_class)(
            *conf.broker_args,
            middleware=[import_string(name)(**arguments) for name, arguments in middlewares],
            **conf.broker_kwargs,
        )
        dramatiq.set_broker(broker)
        if conf.autodiscovery:
            autodiscover_modules(conf.autodiscovery)
