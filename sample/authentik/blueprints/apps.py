"""Django app."""

from django.apps import AppConfig


class AuthentikBlueprintsConfig(AppConfig):
    """Blueprints."""

    name = "authentik.blueprints"
    label = "authentik_blueprints"
