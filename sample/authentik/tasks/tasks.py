"""Tasks about tasks."""

from datetime import timedelta

from django.utils import timezone
from django_dramatiq_postgres.models import TaskState
from dramatiq import actor

from authentik.tasks.models import Task

KEEP = timedelta(days=30)


@actor(crontab="23 4 * * *", max_retries=1)
def purge_finished() -> int:
    """Forget tasks that ended long ago."""
    finished = Task.objects.filter(state__in=[TaskState.DONE, TaskState.REJECTED])
    count, _ = finished.filter(mtime__lt=timezone.now() - KEEP).delete()
    return count
