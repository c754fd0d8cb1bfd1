"""Blueprints that were found."""

from django.db import models


class BlueprintInstance(models.Model):
    """A blueprint of blueprints_dir, and whether it was applied."""

    path = models.TextField(unique=True)
    enabled = models.BooleanField(default=True)
    status = models.TextField(default="unknown")
    last_applied_hash = models.TextField(default="")

    def __str__(self) -> str:
        return f"Blueprint {self.path}"
