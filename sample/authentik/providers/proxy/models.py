"""Sessions of applications behind our proxy. The Go server reads and writes them; here is only their table."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProxySession(models.Model):
    """A session."""

    session_key = models.TextField(primary_key=True)
    session_data = models.TextField(default="")
    expires = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("Proxy Session")
        verbose_name_plural = _("Proxy Sessions")
        default_permissions = ()

    def __str__(self) -> str:
        return f"session {self.pk[:8]}…"
