"""Django app."""

from django.apps import AppConfig


class AuthentikStageEmailConfig(AppConfig):
    """Stage: e-mail."""

    name = "authentik.stages.email"
    label = "authentik_stages_email"
    verbose_name = "authentik Stage: e-mail"
