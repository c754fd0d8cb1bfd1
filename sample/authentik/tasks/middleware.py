"""Middleware of authentik's tasks."""

import os
from threading import Lock
from time import perf_counter

from dramatiq.middleware import Middleware
from prometheus_client import Counter, Histogram
from structlog.contextvars import bind_contextvars, clear_contextvars
from structlog.stdlib import get_logger

from authentik.lib.config import CONFIG
from authentik.tasks.metrics import serve

LOGGER = get_logger(__name__)
TOTAL = Counter("authentik_tasks", "Tasks that were worked on.", ["actor_name", "status"])
DURATION = Histogram("authentik_tasks_duration_seconds", "How long tasks took.", ["actor_name"])


class LoggingMiddleware(Middleware):
    """Writes a line when a task begins and one when it ends; what it writes itself carries its id."""

    def before_process_message(self, broker, message):
        bind_contextvars(task_id=str(message.message_id), task_name=message.actor_name)
        LOGGER.info("task started")

    def after_process_message(self, broker, message, *, result=None, exception=None):
        if exception is None:
            LOGGER.info("task finished")
        else:
            LOGGER.warning("task failed", error=f"{type(exception).__name__}: {exception}")
        clear_contextvars()

    def after_skip_message(self, broker, message):
        LOGGER.info("task skipped")
        clear_contextvars()


class MetricsMiddleware(Middleware):
    """Counts tasks. A process of its own serves the counts of all workers."""

    def __init__(self):
        self.started: dict[str, float] = {}
        self.lock = Lock()

    @property
    def forks(self) -> list:
        # Without a folder that all processes share there is nothing to serve.
        return [serve] if CONFIG.get("listen.metrics") and os.environ.get("PROMETHEUS_MULTIPROC_DIR") else []

    def before_process_message(self, broker, message):
        with self.lock:
            self.started[message.message_id] = perf_counter()

    def after_process_message(self, broker, message, *, result=None, exception=None):
        with self.lock:
            started = self.started.pop(message.message_id, perf_counter())
        TOTAL.labels(message.actor_name, "error" if exception else "successful").inc()
        DURATION.labels(message.actor_name).observe(perf_counter() - started)

    after_skip_message = after_process_message


class StartupMiddleware(Middleware):
    """Sends what has to be done when a worker starts: actors say so by on_startup=True."""

    @property
    def actor_options(self) -> set[str]:
        return {"on_startup"}

    def after_worker_boot(self, broker, worker):
        for actor in broker.actors.values():
            if actor.options.get("on_startup"):
                actor.send()
