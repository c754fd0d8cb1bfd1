"""Django app."""

from django.apps import AppConfig


class AuthentikSourceSCIMConfig(AppConfig):
    """Users that another system provisions."""

    name = "authentik.sources.scim"
    label = "authentik_sources_scim"
    verbose_name = "authentik Sources.SCIM"
    mountpoint = "source/scim/"
