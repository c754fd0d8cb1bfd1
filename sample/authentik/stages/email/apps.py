"""Django app."""

from django.apps import AppConfig


class AuthentikStageEmailConfig(AppConfig):
    """E-mails."""

    name = "authentik.stages.email"
    label = "authentik_stages_email"
