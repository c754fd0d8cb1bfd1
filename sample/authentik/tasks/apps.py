"""Django app."""

from django.apps import AppConfig


class AuthentikTasksConfig(AppConfig):
    """Tasks."""

    name = "authentik.tasks"
    label = "authentik_tasks"
