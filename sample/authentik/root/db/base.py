"""Database wrapper on top of the backend that the setting ORIGINAL_BACKEND names."""

from importlib import import_module

from django.conf import settings

from authentik.lib.config import CONFIG

_original = import_module(f"{settings.ORIGINAL_BACKEND}.base")


class DatabaseWrapper(_original.DatabaseWrapper):
    """Reads the password anew for every connection: a secret in a file is changed from outside."""

    def get_connection_params(self):
        parameters = super().get_connection_params()
        return parameters | {"password": CONFIG.get("postgresql.password") or None}
