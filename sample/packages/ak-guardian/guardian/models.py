"""Who holds which permission for which object."""

from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models

from guardian.conf.settings import role_model


class ObjectPermission(models.Model):
    """A permission for one object. The object may be of any model, so its key is kept as text."""

    permission = models.ForeignKey(Permission, on_delete=models.CASCADE)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_pk = models.CharField(max_length=255)
    content_object = GenericForeignKey(fk_field="object_pk")

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Refuse a permission that belongs to another model than the object does."""
        if self.permission.content_type_id != self.content_type_id:
            raise ValidationError(
                f"Permission {self.permission.codename} is for {self.permission.content_type}, "
                f"not for {self.content_type}."
            )
        return super().save(*args, **kwargs)


class UserObjectPermission(ObjectPermission):
    """A permission of a user."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)

    class Meta:
        unique_together = [("user", "permission", "object_pk")]
        indexes = [models.Index(fields=["content_type", "object_pk", "user"])]

    def __str__(self) -> str:
        return f"{self.user} may {self.permission.codename} {self.object_pk}"


class RoleObjectPermission(ObjectPermission):
    """A permission of everybody who has a role."""

    role = models.ForeignKey(role_model(), on_delete=models.CASCADE)

    class Meta:
        unique_together = [("role", "permission", "object_pk")]
        indexes = [models.Index(fields=["content_type", "object_pk", "role"])]

    def __str__(self) -> str:
        return f"{self.role} may {self.permission.codename} {self.object_pk}"
