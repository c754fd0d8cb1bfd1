"""Django app."""

from importlib import import_module

from django.apps import AppConfig


class AuthentikAPIConfig(AppConfig):
    """API."""

    name = "authentik.api"
    label = "authentik_api"
    verbose_name = "authentik API"
    mountpoint = "api/"

    def ready(self):
        import_module("authentik.api.schema")
