"""Tasks."""

from django_dramatiq_postgres.models import TaskBase


class Task(TaskBase):
    """A task."""
