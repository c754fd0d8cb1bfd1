"""The setting DRAMATIQ, with its defaults."""

from datetime import timedelta
from typing import Any

from django.conf import settings

DEFAULTS: dict[str, Any] = {
    # Class of the broker; a project may extend the one here.
    "broker_class": "django_dramatiq_postgres.broker.PostgresBroker",
    "broker_args": (),
    "broker_kwargs": {},
    # (class, arguments) of the middleware, outermost first; None: dramatiq's own and ours.
    "middlewares": None,
    # Models that extend TaskBase and ScheduleBase. Without the second there are no schedules.
    "task_model": None,
    "schedule_model": None,
    # Modules of that name in every app are imported when Django starts.
    "autodiscovery": "tasks",
    # How long a worker that was not told of a task waits before it looks by itself.
    "consumer_listen_timeout": timedelta(seconds=30),
    "scheduler_interval": timedelta(seconds=30),
    "result_ttl": timedelta(hours=1),
    "worker": {"processes": 1, "threads": 2, "watch": False, "watch_folder": None},
}


class Conf:
    """The setting DRAMATIQ. Reading what nobody set gives the default."""

    def __getattr__(self, name: str) -> Any:
        try:
            return getattr(settings, "DRAMATIQ", {}).get(name, DEFAULTS[name])
        except KeyError:
            raise AttributeError(f"DRAMATIQ has no {name}.") from None
