"""Roles."""

from uuid import uuid4

from django.contrib.auth.models import Permission
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.Model):
    """A set of permissions that users and groups can have. Permissions for single objects are guardian's business."""

    uuid = models.UUIDField(default=uuid4, editable=False, unique=True, primary_key=True)
    name = models.CharField(max_length=150, unique=True)
    permissions = models.ManyToManyField(Permission, blank=True)

    class Meta:
        verbose_name = _("Role")
        verbose_name_plural = _("Roles")

    def __str__(self) -> str:
        return self.name
