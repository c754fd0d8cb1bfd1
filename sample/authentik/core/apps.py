"""Django app."""

from django.apps import AppConfig


class AuthentikCoreConfig(AppConfig):
    """Users and tokens."""

    name = "authentik.core"
    label = "authentik_core"

    def ready(self):
        """Register what manage.py check looks for."""
        import authentik.core.checks  # noqa: F401
