"""Django app of object permissions."""

from django.apps import AppConfig


class GuardianConfig(AppConfig):
    """Object permissions."""

    name = "guardian"
    default_auto_field = "django.db.models.AutoField"
