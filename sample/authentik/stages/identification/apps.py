"""Django app."""

from django.apps import AppConfig


class AuthentikStageIdentificationConfig(AppConfig):
    """Stage: identification."""

    name = "authentik.stages.identification"
    label = "authentik_stages_identification"
    verbose_name = "authentik Stage: identification"
