"""Where messages wait, and which channels are in which group."""

from django.db import models


class GroupChannel(models.Model):
    """A channel in a group, until it leaves."""

    group_key = models.TextField(db_index=True)
    channel = models.TextField()

    def __str__(self) -> str:
        return f"{self.channel} in {self.group_key}"


class Message(models.Model):
    """A message that nobody has taken yet."""

    channel = models.TextField(db_index=True)
    message = models.BinaryField()

    def __str__(self) -> str:
        return f"message for {self.channel}"
