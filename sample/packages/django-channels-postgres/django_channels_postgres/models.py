"""Where messages wait, and which channels are in which group."""

import pgtrigger
from django.db import models

# What the trigger announces and the layer listens to. A name of PostgreSQL: at most 63 bytes.
NOTIFY_CHANNEL = "django_channels_postgres_message"


class GroupChannel(models.Model):
    """A channel in a group, until it leaves or is forgotten."""

    group_key = models.TextField()
    channel = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group_key", "channel"], name="group_channel_once")]

    def __str__(self) -> str:
        return f"{self.channel} in {self.group_key}"


class Message(models.Model):
    """A message that nobody has taken yet."""

    channel = models.TextField(db_index=True)
    message = models.BinaryField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        triggers = [
            pgtrigger.Trigger(
                name="notify_new_message",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                func=f"PERFORM pg_notify('{NOTIFY_CHANNEL}', NEW.channel); RETURN NEW;",
            )
        ]

    def __str__(self) -> str:
        return f"message for {self.channel}"
