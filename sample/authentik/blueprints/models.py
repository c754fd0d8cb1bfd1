"""Blueprints that were found."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class BlueprintStatus(models.TextChoices):
    """What came of it."""

    SUCCESSFUL = "successful"
    ERROR = "error"
    UNKNOWN = "unknown"


class BlueprintInstance(models.Model):
    """A blueprint of blueprints_dir, and whether it was applied as it is now."""

    instance_uuid = models.UUIDField(primary_key=True, editable=False, default=uuid4)
    name = models.TextField(unique=True)
    path = models.TextField(unique=True)
    context = models.JSONField(default=dict, blank=True)
    metadata = models.JSONField(default=dict, blank=True)
    enabled = models.BooleanField(default=True)
    status = models.TextField(choices=BlueprintStatus.choices, default=BlueprintStatus.UNKNOWN)
    last_applied = models.DateTimeField(null=True)
    last_applied_hash = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("Blueprint Instance")
        verbose_name_plural = _("Blueprint Instances")

    def __str__(self) -> str:
        return f"Blueprint {self.name}"
