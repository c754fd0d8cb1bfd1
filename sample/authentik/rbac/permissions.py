"""Who may use the API for what."""

from rest_framework.permissions import DjangoObjectPermissions


class ObjectPermissions(DjangoObjectPermissions):
    """What one may do with an object one may do with all of its model, or with this one.

    A list is open to everybody who has logged in: ObjectFilter leaves in it what he may see.
    """

    perms_map = {
        **DjangoObjectPermissions.perms_map,
        "GET": ["%(app_label)s.view_%(model_name)s"],
        "HEAD": ["%(app_label)s.view_%(model_name)s"],
    }

    def has_permission(self, request, view) -> bool:
        if not request.user or not request.user.is_authenticated:
            return False
        if getattr(view, "action", None) == "create":
            return super().has_permission(request, view)
        # For everything else the object decides.
        return True

    def has_object_permission(self, request, view, obj) -> bool:
        needed = self.get_required_object_permissions(request.method, type(obj))
        return request.user.has_perms(needed) or request.user.has_perms(needed, obj)
