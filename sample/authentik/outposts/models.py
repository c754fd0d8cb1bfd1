"""Outposts: programs of ours that stand elsewhere and ask us what to do."""

from uuid import uuid4

from django.db import models


class Outpost(models.Model):
    """An outpost."""

    uuid = models.UUIDField(default=uuid4, editable=False, primary_key=True)
    name = models.TextField(unique=True)
    type = models.TextField(default="proxy")
    # How the outpost inside our own Go server is marked.
    managed = models.TextField(null=True, unique=True, default=None)

    def __str__(self) -> str:
        return f"Outpost {self.name}"
