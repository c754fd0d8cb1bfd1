"""Django app."""

from django.apps import AppConfig


class AuthentikOutpostsConfig(AppConfig):
    """Outposts."""

    name = "authentik.outposts"
    label = "authentik_outposts"
