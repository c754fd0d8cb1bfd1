"""Django app."""

from django.apps import AppConfig


class AuthentikProviderProxyConfig(AppConfig):
    """Applications behind our proxy."""

    name = "authentik.providers.proxy"
    label = "authentik_providers_proxy"
    verbose_name = "authentik Providers.Proxy"
