"""Django app."""

from django.apps import AppConfig


class AuthentikFlowsConfig(AppConfig):
    """Flows."""

    name = "authentik.flows"
    label = "authentik_flows"
