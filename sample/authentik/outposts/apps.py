"""Django app."""

from importlib import import_module

from django.apps import AppConfig


class AuthentikOutpostsConfig(AppConfig):
    """Outposts."""

    name = "authentik.outposts"
    label = "authentik_outposts"
    verbose_name = "authentik Outposts"

    def ready(self):
        import_module("authentik.outposts.signals")
