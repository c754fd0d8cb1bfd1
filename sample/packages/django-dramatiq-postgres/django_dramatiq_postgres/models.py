"""What a project's own models of tasks and schedules extend."""

from datetime import UTC, datetime
from uuid import uuid4

import pgtrigger
from cron_converter import Cron
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import models
from dramatiq.broker import get_broker
from dramatiq.message import Message

from django_dramatiq_postgres.conf import Conf

# What the trigger announces, with the queue as its payload. A name of PostgreSQL: at most 63 bytes.
NOTIFY_CHANNEL = "django_dramatiq_postgres_enqueue"


def validate_crontab(value: str):
    """Refuse what is no crontab line of five fields."""
    try:
        Cron(value)
    except ValueError as exc:
        raise ValidationError(f"{value!r} is not a crontab line: {exc}") from exc


class TaskState(models.TextChoices):
    """Where a task is in its life."""

    QUEUED = "queued"
    CONSUMED = "consumed"
    DONE = "done"
    REJECTED = "rejected"


class TaskBase(models.Model):
    """A task."""

    message_id = models.UUIDField(primary_key=True, default=uuid4)
    queue_name = models.TextField(default="default")
    actor_name = models.TextField()
    message = models.BinaryField(null=True)
    state = models.TextField(choices=TaskState.choices, default=TaskState.QUEUED)
    eta = models.DateTimeField(null=True)
    mtime = models.DateTimeField(auto_now=True)
    error = models.TextField(blank=True, default="")
    result = models.BinaryField(null=True)
    result_expiry = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["queue_name", "state", "eta"]),
            models.Index(fields=["state", "mtime"]),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="notify_enqueued",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "eta"),
                when=pgtrigger.After,
                condition=pgtrigger.Q(new__state=TaskState.QUEUED.value),
                func=f"PERFORM pg_notify('{NOTIFY_CHANNEL}', NEW.queue_name); RETURN NEW;",
            )
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} ({self.state})"


class ScheduleBase(models.Model):
    """When an actor is to be sent a message, again and again."""

    actor_name = models.TextField(primary_key=True)
    crontab = models.TextField(validators=[validate_crontab])
    paused = models.BooleanField(default=False)
    next_run = models.DateTimeField(db_index=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.actor_name} at {self.crontab}"

    def calculate_next_run(self) -> datetime:
        """Return the next time of the crontab line after now."""
        return Cron(self.crontab).schedule(start_date=datetime.now(UTC)).next()

    def send(self) -> Message:
        """Send the message now, and note when to do so next."""
        message = get_broker().get_actor(self.actor_name).send()
        self.next_run = self.calculate_next_run()
        self.save(update_fields=["next_run"])
        return message


def _model(setting: str, base: type[models.Model]) -> type[models.Model]:
    name = getattr(Conf(), setting)
    if not name:
        raise ImproperlyConfigured(f"DRAMATIQ has to name a {setting}.")
    model = apps.get_model(name)
    if not issubclass(model, base):
        raise ImproperlyConfigured(f"{name}, the {setting} of DRAMATIQ, does not extend {base.__name__}.")
    return model


def task_model() -> type[TaskBase]:
    """Return the project's model of tasks."""
    return _model("task_model", TaskBase)


def schedule_model() -> type[ScheduleBase] | None:
    """Return the project's model of schedules, if it has one."""
    return _model("schedule_model", ScheduleBase) if Conf().schedule_model else None
