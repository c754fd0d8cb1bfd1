"""Django app."""

from django.apps import AppConfig


class AuthentikStageUserLoginConfig(AppConfig):
    """Stage: login."""

    name = "authentik.stages.user_login"
    label = "authentik_stages_user_login"
    verbose_name = "authentik Stage: login"
