"""Authentication backend that answers questions about one object."""

from django.contrib.auth.backends import BaseBackend

from guardian.models import UserObjectPermission


class ObjectPermissionBackend(BaseBackend):
    """Permissions for one object. Those for all objects of a model are another backend's business."""

    def has_perm(self, user_obj, perm: str, obj=None) -> bool:
        """Say whether the user may do this with the object."""
        if obj is None or not user_obj.is_active:
            return False
        return UserObjectPermission.objects.filter(user=user_obj, permission=perm, object_pk=str(obj.pk)).exists()
