"""The broker: where tasks are left, and how a worker gets them."""

from datetime import timedelta

import psycopg
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from dramatiq.broker import Broker, Consumer, MessageProxy
from dramatiq.errors import ConnectionClosed
from dramatiq.message import Message
from tenacity import retry, retry_if_exception_type, stop_after_attempt

from django_dramatiq_postgres.models import NOTIFY_CHANNEL, tasks


class PostgresBroker(Broker):
    """Dramatiq broker whose messages are rows of a Django model."""

    def declare_queue(self, queue_name: str):
        """Make a queue known."""
        self.queues[queue_name] = True

    def consume(self, queue_name: str, prefetch: int = 1, timeout: int = 30000) -> Consumer:
        """Return an iterator over the messages of a queue."""
        return PostgresConsumer(queue_name, timeout / 1000)

    @retry(retry=retry_if_exception_type(OperationalError), stop=stop_after_attempt(3), reraise=True)
    def enqueue(self, message: Message, *, delay: int | None = None) -> Message:
        """Leave a message, as part of the transaction that is open, if one is."""
        tasks().update_or_create(
            message_id=message.message_id,
            defaults={
                "queue_name": message.queue_name,
                "actor_name": message.actor_name,
                "message": message.encode(),
                "state": "queued",
                "eta": timezone.now() + timedelta(milliseconds=delay or 0),
            },
        )
        return message


class PostgresConsumer(Consumer):
    """Iterates over the messages of one queue."""

    def __init__(self, queue_name: str, timeout: float):
        self.queue_name, self.timeout = queue_name, timeout
        parameters = connection.get_connection_params()
        parameters.pop("cursor_factory", None)
        # A connection of its own: to listen is nothing to share.
        self.listening = psycopg.connect(**parameters, autocommit=True)
        self.listening.execute(f"LISTEN {NOTIFY_CHANNEL}")

    def __next__(self) -> MessageProxy | None:
        """Return a message, or nothing after a while: the caller wants to see whether he shall stop."""
        try:
            with transaction.atomic():
                waiting = tasks().filter(queue_name=self.queue_name, state="queued", eta__lte=timezone.now())
                task = waiting.select_for_update(skip_locked=True).order_by("eta").first()
                if task is not None:
                    tasks().filter(pk=task.pk).update(state="consumed")
                    return MessageProxy(Message.decode(bytes(task.message)))
            for _ in self.listening.notifies(timeout=self.timeout, stop_after=1):
                pass
        except (psycopg.OperationalError, OperationalError) as exc:
            raise ConnectionClosed(f"Waiting for tasks of queue {self.queue_name}: {exc}") from exc
        return None

    def ack(self, message: MessageProxy):
        """Note that the task is done, unless it was left again to be tried again."""
        tasks().filter(pk=message.message_id, state="consumed").update(state="done")

    def nack(self, message: MessageProxy):
        """Note that the task has failed for good."""
        tasks().filter(pk=message.message_id).update(state="rejected")

    def requeue(self, messages):
        """Give messages back that were not begun."""
        tasks().filter(pk__in=[message.message_id for message in messages]).update(state="queued")

    def close(self):
        """Give up the connection."""
        self.listening.close()
