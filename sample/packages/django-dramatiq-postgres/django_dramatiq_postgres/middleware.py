"""Middleware that makes dramatiq at home in Django."""

from contextvars import ContextVar

from django.db import close_old_connections, connections
from dramatiq.message import Message
from dramatiq.middleware import Middleware
from dramatiq.results import Results as DramatiqResults

from django_dramatiq_postgres.conf import Conf
from django_dramatiq_postgres.results import PostgresBackend
from django_dramatiq_postgres.scheduler import Scheduler


def default_middlewares() -> list[tuple[str, dict]]:
    """Return what a broker gets if the project does not say otherwise."""
    return [
        ("django_dramatiq_postgres.middleware.FullyQualifiedActorName", {}),
        ("django_dramatiq_postgres.middleware.DbConnectionMiddleware", {}),
        ("django_dramatiq_postgres.middleware.CurrentTask", {}),
        ("dramatiq.middleware.AgeLimit", {}),
        ("dramatiq.middleware.TimeLimit", {}),
        ("dramatiq.middleware.ShutdownNotifications", {}),
        ("dramatiq.middleware.Callbacks", {}),
        ("dramatiq.middleware.Pipelines", {}),
        ("dramatiq.middleware.Retries", {}),
        ("django_dramatiq_postgres.middleware.Results", {}),
        ("django_dramatiq_postgres.middleware.SchedulerMiddleware", {}),
    ]


class FullyQualifiedActorName(Middleware):
    """Names actors by module and function, so that two of the same name in two apps do not collide."""

    def before_declare_actor(self, broker, actor):
        actor.actor_name = f"{actor.fn.__module__}.{actor.fn.__qualname__}"


class DbConnectionMiddleware(Middleware):
    """Treats a task like Django treats a request: connections that are too old or broken are closed around it."""

    def before_process_message(self, broker, message):
        close_old_connections()

    def after_process_message(self, broker, message, *, result=None, exception=None):
        close_old_connections()

    def before_consumer_thread_shutdown(self, broker, thread):
        connections.close_all()

    def before_worker_thread_shutdown(self, broker, thread):
        connections.close_all()


class CurrentTask(Middleware):
    """Lets code ask which task it is part of."""

    _current: ContextVar[Message | None] = ContextVar("current_task", default=None)

    @classmethod
    def get(cls) -> Message | None:
        """Return the message that is being worked on in this thread, if any."""
        return cls._current.get()

    def before_process_message(self, broker, message):
        self._current.set(message)

    def after_process_message(self, broker, message, *, result=None, exception=None):
        self._current.set(None)

    after_skip_message = after_process_message


class Results(DramatiqResults):
    """Keeps results in the rows of their tasks."""

    def __init__(self, **kwargs):
        ttl = int(Conf().result_ttl.total_seconds() * 1000)
        super().__init__(**({"backend": PostgresBackend(), "result_ttl": ttl} | kwargs))


class SchedulerMiddleware(Middleware):
    """Sends messages when schedules want it. An actor asks for that by crontab="…"."""

    @property
    def actor_options(self) -> set[str]:
        return {"crontab"}

    def __init__(self):
        self.scheduler: Scheduler | None = None

    def after_worker_boot(self, broker, worker):
        if Conf().schedule_model:
            self.scheduler = Scheduler(broker)
            self.scheduler.start()

    def before_worker_shutdown(self, broker, worker):
        if self.scheduler is not None:
            self.scheduler.stop()
