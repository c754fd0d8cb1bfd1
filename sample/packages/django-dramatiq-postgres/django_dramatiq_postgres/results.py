"""Results of tasks, kept in their rows."""

from datetime import timedelta

from django.utils import timezone
from dramatiq.results.backend import Missing, ResultBackend

from django_dramatiq_postgres.models import task_model


class PostgresBackend(ResultBackend):
    """Keeps the result of a task in the task's row."""

    def build_message_key(self, message) -> str:
        """The row is found by the message's id."""
        return str(message.message_id)

    def _get(self, message_key: str):
        row = (
            task_model()
            .objects.filter(message_id=message_key, result_expiry__gt=timezone.now())
            .values_list("result", flat=True)
            .first()
        )
        return Missing if row is None else self.encoder.decode(bytes(row))

    def _store(self, message_key: str, result, ttl: int):
        task_model().objects.filter(message_id=message_key).update(
            result=self.encoder.encode(result),
            result_expiry=timezone.now() + timedelta(milliseconds=ttl),
        )
