"""The broker of authentik's tasks."""

from django_dramatiq_postgres.broker import PostgresBroker
from dramatiq.message import Message
from dramatiq.middleware import Middleware


class UidMiddleware(Middleware):
    """Lets a message say what it is about: actor.send_with_options(args=…, uid="…")."""

    @property
    def actor_options(self) -> set[str]:
        return {"uid"}


class Broker(PostgresBroker):
    """Broker that also stores what a task is about."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.add_middleware(UidMiddleware())

    def fields_of(self, message: Message) -> dict:
        return super().fields_of(message) | {"uid": str(message.options.get("uid", ""))}
