"""Authentication backend: passwords, and permissions that come with roles."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Q


class InbuiltBackend(ModelBackend):
    """Users of our own database. What a user may do follows from his roles and those of his groups."""

    def _get_user_permissions(self, user_obj):
        return Permission.objects.filter(role__users=user_obj)

    def _get_group_permissions(self, user_obj):
        return Permission.objects.filter(Q(role__groups__users=user_obj)).distinct()
