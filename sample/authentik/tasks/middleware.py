"""Middleware of authentik's tasks."""

from django.db import close_old_connections
from dramatiq.middleware import Middleware
from structlog.stdlib import get_logger

LOGGER = get_logger(__name__)


class StartupMiddleware(Middleware):
    """Sends what has to be done when a worker starts, treats a task like Django treats a request, and says what was done."""

    def after_worker_boot(self, broker, worker):
        for actor in broker.actors.values():
            if actor.options.get("on_startup"):
                actor.send()

    def after_process_message(self, broker, message, *, result=None, exception=None):
        close_old_connections()
        LOGGER.info("task ended", actor=message.actor_name, error=str(exception or ""))
