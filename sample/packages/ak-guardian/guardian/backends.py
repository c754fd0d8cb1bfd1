"""Authentication backend that answers questions about one object."""

from django.contrib.auth.backends import BaseBackend

from guardian.shortcuts import get_perms


class ObjectPermissionBackend(BaseBackend):
    """Permissions for one object. Those for all objects of a model are another backend's business."""

    def get_all_permissions(self, user_obj, obj=None) -> set[str]:
        """Return app_label.codename of what the user may do with the object."""
        if obj is None or user_obj.is_anonymous or not user_obj.is_active:
            return set()
        return {f"{obj._meta.app_label}.{codename}" for codename in get_perms(user_obj, obj)}

    def has_perm(self, user_obj, perm: str, obj=None) -> bool:
        """Say whether the user may do this with the object."""
        if obj is None:
            return False
        return perm in self.get_all_permissions(user_obj, obj)
