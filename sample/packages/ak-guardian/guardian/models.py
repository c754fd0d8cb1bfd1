"""Who holds which permission for which object."""

from django.conf import settings
from django.db import models


class UserObjectPermission(models.Model):
    """A permission of a user for one object, which may be of any model."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    permission = models.TextField()
    object_pk = models.TextField()

    class Meta:
        unique_together = [("user", "permission", "object_pk")]

    def __str__(self) -> str:
        return f"{self.user} may {self.permission} {self.object_pk}"
