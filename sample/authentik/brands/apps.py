"""Django app."""

from django.apps import AppConfig


class AuthentikBrandsConfig(AppConfig):
    """Brands."""

    name = "authentik.brands"
    label = "authentik_brands"
    verbose_name = "authentik Brands"
