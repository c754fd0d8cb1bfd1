"""Django app."""

from importlib import import_module

from django.apps import AppConfig


class AuthentikCoreConfig(AppConfig):
    """Users, groups and sessions."""

    name = "authentik.core"
    label = "authentik_core"
    verbose_name = "authentik Core"
    mountpoint = ""

    def ready(self):
        import_module("authentik.core.checks")
        import_module("authentik.core.signals")
