"""Give, take and ask for object permissions."""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Cast

from guardian.conf.settings import role_user_lookups
from guardian.models import RoleObjectPermission, UserObjectPermission


class UnknownPermission(ObjectDoesNotExist):
    """There is no such permission for this model."""


def _permission(perm: str, content_type: ContentType) -> Permission:
    """Find a permission by "codename" or "app_label.codename"."""
    app_label, _, codename = perm.rpartition(".")
    if app_label in ("", content_type.app_label):
        found = Permission.objects.filter(content_type=content_type, codename=codename).first()
        if found:
            return found
    raise UnknownPermission(f"There is no permission {perm} for {content_type}.")


def _holder(user_or_role: Model):
    """Return the table that keeps the permissions of this holder, and the name of its column."""
    if isinstance(user_or_role, UserObjectPermission._meta.get_field("user").related_model):
        return UserObjectPermission, "user"
    return RoleObjectPermission, "role"


def roles_of(user: Model) -> Q:
    """Return a condition on permissions of roles: the user has the role, by whichever way."""
    condition = Q()
    for lookup in role_user_lookups():
        condition |= Q(**{f"role__{lookup}": user})
    return condition


def assign_perm(perm: str, user_or_role: Model, obj: Model):
    """Give a permission for an object. Giving it twice is giving it once."""
    content_type = ContentType.objects.get_for_model(obj)
    table, column = _holder(user_or_role)
    given, _ = table.objects.get_or_create(
        **{column: user_or_role},
        permission=_permission(perm, content_type),
        content_type=content_type,
        object_pk=str(obj.pk),
    )
    return given


def remove_perm(perm: str, user_or_role: Model, obj: Model) -> bool:
    """Take a permission away again. False means that it was not there."""
    content_type = ContentType.objects.get_for_model(obj)
    table, column = _holder(user_or_role)
    count, _ = table.objects.filter(
        **{column: user_or_role},
        permission=_permission(perm, content_type),
        object_pk=str(obj.pk),
    ).delete()
    return count > 0


def get_perms(user: Model, obj: Model) -> set[str]:
    """Return the codenames of what a user may do with an object, by himself or through roles."""
    of_object = {
        "content_type": ContentType.objects.get_for_model(obj),
        "object_pk": str(obj.pk),
    }
    own = UserObjectPermission.objects.filter(user=user, **of_object)
    through_roles = RoleObjectPermission.objects.filter(roles_of(user), **of_object)
    codename = "permission__codename"
    return set(own.values_list(codename, flat=True)) | set(through_roles.values_list(codename, flat=True))


def get_objects_for_user(user: Model, perm: str, queryset: QuerySet) -> QuerySet:
    """Return the objects for which the user has a permission: one query, however many there are."""
    if not user.is_active:
        return queryset.none()
    if user.is_superuser or user.has_perm(perm):
        return queryset
    content_type = ContentType.objects.get_for_model(queryset.model)
    wanted = {"content_type": content_type, "permission": _permission(perm, content_type)}
    key = queryset.model._meta.pk
    own = UserObjectPermission.objects.filter(user=user, **wanted)
    through_roles = RoleObjectPermission.objects.filter(roles_of(user), **wanted)
    return queryset.filter(
        Q(pk__in=own.values(key=Cast("object_pk", key))) | Q(pk__in=through_roles.values(key=Cast("object_pk", key)))
    )
