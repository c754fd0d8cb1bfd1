"""Database wrapper on top of the backend that the setting ORIGINAL_BACKEND names."""

from importlib import import_module

from django.conf import settings

from authentik.lib.config import CONFIG

_original = import_module(f"{settings.ORIGINAL_BACKEND}.base")

# Connection parameter and configuration key of what is read anew for every connection.
REFRESHED = {"user": "postgresql.user", "password": "postgresql.password"}  # nosec


class DatabaseWrapper(_original.DatabaseWrapper):
    """Reads user and password anew for every connection: a secret in a file is changed from outside."""

    def get_connection_params(self):
        parameters = super().get_connection_params()
        for parameter, key in REFRESHED.items():
            value = CONFIG.refresh(key)
            if value:
                parameters[parameter] = value
        return parameters
