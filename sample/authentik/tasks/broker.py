"""The broker of authentik's tasks."""

from django_dramatiq_postgres.broker import PostgresBroker


class Broker(PostgresBroker):
    """Broker whose actors may say that they are wanted when a worker starts."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.actor_options.add("on_startup")
