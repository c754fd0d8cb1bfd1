"""Django app."""

from django.apps import AppConfig


class AuthentikStageUserLogoutConfig(AppConfig):
    """Stage: logout."""

    name = "authentik.stages.user_logout"
    label = "authentik_stages_user_logout"
    verbose_name = "authentik Stage: logout"
