"""What a task is in the database. The project has a model that extends it."""

from uuid import uuid4

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.db import models

# What the trigger announces and consumers listen to.
NOTIFY_CHANNEL = "django_dramatiq_postgres_enqueue"


class TaskBase(models.Model):
    """A task: queued, consumed by a worker, then done or rejected."""

    message_id = models.UUIDField(primary_key=True, default=uuid4)
    queue_name = models.TextField()
    actor_name = models.TextField()
    message = models.BinaryField()
    state = models.TextField(default="queued")
    eta = models.DateTimeField()

    class Meta:
        abstract = True
        triggers = [
            pgtrigger.Trigger(
                name="notify_enqueued",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                func=f"PERFORM pg_notify('{NOTIFY_CHANNEL}', NEW.queue_name); RETURN NEW;",
            )
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} ({self.state})"


def tasks() -> models.Manager:
    """Return all tasks."""
    return apps.get_model(settings.DRAMATIQ["task_model"]).objects
