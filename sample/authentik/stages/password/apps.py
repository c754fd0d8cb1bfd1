"""Django app."""

from django.apps import AppConfig


class AuthentikStagePasswordConfig(AppConfig):
    """Stage: password."""

    name = "authentik.stages.password"
    label = "authentik_stages_password"
    verbose_name = "authentik Stage: password"
