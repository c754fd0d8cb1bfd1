"""Django app."""

from django.apps import AppConfig


class AuthentikProviderRadiusConfig(AppConfig):
    """Logging in to networks."""

    name = "authentik.providers.radius"
    label = "authentik_providers_radius"
    verbose_name = "authentik Providers.Radius"
