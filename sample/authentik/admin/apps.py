"""Django app."""

from django.apps import AppConfig


class AuthentikAdminConfig(AppConfig):
    """Administration and files."""

    name = "authentik.admin"
    label = "authentik_admin"
    verbose_name = "authentik Administration and files"
