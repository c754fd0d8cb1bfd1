"""Django app."""

from django.apps import AppConfig


class AuthentikRBACConfig(AppConfig):
    """Roles and permissions."""

    name = "authentik.rbac"
    label = "authentik_rbac"
    verbose_name = "authentik Roles and permissions"
