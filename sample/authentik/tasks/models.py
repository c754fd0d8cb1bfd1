"""Tasks and schedules."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_dramatiq_postgres.models import ScheduleBase, TaskBase


class Task(TaskBase):
    """A task, with what it is about."""

    uid = models.TextField(blank=True, default="", help_text=_("What the task is about, if anybody said."))

    class Meta(TaskBase.Meta):
        verbose_name = _("Task")
        verbose_name_plural = _("Tasks")
        default_permissions = ("view",)
        permissions = [("retry_task", _("Retry a task"))]


class Schedule(ScheduleBase):
    """When tasks are sent."""

    class Meta(ScheduleBase.Meta):
        verbose_name = _("Schedule")
        verbose_name_plural = _("Schedules")
        default_permissions = ("change", "view")
