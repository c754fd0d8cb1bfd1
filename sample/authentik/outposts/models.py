"""Outposts: programs of ours that stand elsewhere and ask us what to do."""

from uuid import uuid4

from django.core.cache import cache
from django.db import models
from django.utils.translation import gettext_lazy as _

# How the outpost inside our own Go server is marked.
MANAGED_EMBEDDED = "goauthentik.io/outposts/embedded"
STATE_TIMEOUT = 30


class OutpostType(models.TextChoices):
    """What an outpost does."""

    PROXY = "proxy"
    LDAP = "ldap"
    RADIUS = "radius"
    RAC = "rac"


def default_outpost_config() -> dict:
    """Return the settings of an outpost to which nobody gave any."""
    return {
        "authentik_host": "",
        "authentik_host_browser": "",
        "authentik_host_insecure": False,
        "log_level": "info",
        "refresh_interval": "minutes=5",
    }


class Outpost(models.Model):
    """An outpost."""

    uuid = models.UUIDField(default=uuid4, editable=False, primary_key=True)
    name = models.TextField(unique=True)
    type = models.TextField(choices=OutpostType.choices, default=OutpostType.PROXY)
    managed = models.TextField(null=True, unique=True, default=None)
    config = models.JSONField(default=default_outpost_config)

    class Meta:
        verbose_name = _("Outpost")
        verbose_name_plural = _("Outposts")

    def __str__(self) -> str:
        return f"Outpost {self.name}"

    @property
    def group(self) -> str:
        """Return the group of the channels of all its instances."""
        return f"authentik.outpost.{self.pk}"

    @property
    def token_identifier(self) -> str:
        """Return the name of its token."""
        return f"ak-outpost-{self.pk.hex}-api"

    def note_instance(self, instance: str, state: dict):
        """Remember for a while that an instance said hello."""
        cache.set(f"outpost/{self.pk}/{instance}", state, STATE_TIMEOUT)

    def instances(self) -> list[dict]:
        """Return what the instances said that said hello of late."""
        return list(cache.get_many(cache.keys(f"outpost/{self.pk}/*")).values())
