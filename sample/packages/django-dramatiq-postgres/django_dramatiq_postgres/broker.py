"""The broker: where tasks are left."""

import time
from datetime import timedelta

from django.db import InterfaceError, OperationalError, connections, router, transaction
from django.utils import timezone
from dramatiq.broker import Broker
from dramatiq.common import current_millis
from dramatiq.errors import ConnectionClosed, QueueJoinTimeout, QueueNotFound
from dramatiq.message import Message
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from django_dramatiq_postgres.consumer import PostgresConsumer
from django_dramatiq_postgres.models import TaskState, task_model

UNFINISHED = [TaskState.QUEUED, TaskState.CONSUMED]


class PostgresBroker(Broker):
    """Dramatiq broker whose messages are rows of a Django model."""

    consumer_class = PostgresConsumer

    def __init__(self, *, middleware=None, using: str | None = None):
        super().__init__(middleware=middleware)
        self._using = using

    @property
    def using(self) -> str:
        """Return the alias of the database in which tasks are."""
        return self._using or router.db_for_write(task_model())

    @property
    def tasks(self):
        """Return all tasks."""
        return task_model().objects.using(self.using)

    def declare_queue(self, queue_name: str):
        """Make a queue known. Queues of delayed messages are not needed: a row knows when it is due."""
        if queue_name in self.queues:
            return
        self.emit_before("declare_queue", queue_name)
        self.queues[queue_name] = True
        self.emit_after("declare_queue", queue_name)

    def consume(self, queue_name: str, prefetch: int = 1, timeout: int = 30000):
        """Return an iterator over the messages of a queue."""
        if queue_name not in self.queues:
            raise QueueNotFound(queue_name)
        return self.consumer_class(broker=self, queue_name=queue_name, prefetch=prefetch, timeout=timeout)

    def enqueue(self, message: Message, *, delay: int | None = None) -> Message:
        """Leave a message, as part of the transaction that is open, if one is."""
        if message.queue_name not in self.queues:
            raise QueueNotFound(message.queue_name)
        self.emit_before("enqueue", message, delay)
        try:
            if connections[self.using].in_atomic_block:
                self._store(message, delay)
            else:
                self._store_with_retries(message, delay)
        except (OperationalError, InterfaceError) as exc:
            raise ConnectionClosed(f"Leaving a message for {message.actor_name}: {exc}") from exc
        self.emit_after("enqueue", message, delay)
        return message

    @retry(
        retry=retry_if_exception_type((OperationalError, InterfaceError)),
        stop=stop_after_attempt(5),
        wait=wait_random_exponential(multiplier=0.2, max=3),
        reraise=True,
    )
    def _store_with_retries(self, message: Message, delay: int | None):
        """A connection that was idle for long may be gone; a new one is made by asking again."""
        try:
            self._store(message, delay)
        except (OperationalError, InterfaceError):
            connections[self.using].close_if_unusable_or_obsolete()
            raise

    def _store(self, message: Message, delay: int | None):
        # A message comes again, under its old id, when it is tried again.
        with transaction.atomic(using=self.using):
            self.tasks.update_or_create(
                message_id=message.message_id,
                defaults=self.fields_of(message) | {"eta": self._eta(delay)},
            )

    def fields_of(self, message: Message) -> dict:
        """Return what of a message becomes fields of the task. Projects that have more fields extend this."""
        return {
            "queue_name": message.queue_name,
            "actor_name": message.actor_name,
            "message": message.encode(),
            "state": TaskState.QUEUED,
        }

    @staticmethod
    def _eta(delay: int | None):
        return timezone.now() + timedelta(milliseconds=delay) if delay else None

    def flush(self, queue_name: str):
        """Forget the messages of a queue."""
        self.tasks.filter(queue_name=queue_name, state__in=UNFINISHED).delete()

    def flush_all(self):
        """Forget all messages."""
        self.tasks.filter(state__in=UNFINISHED).delete()

    def join(self, queue_name: str, *, timeout: int | None = None, interval: int = 50):
        """Wait until a queue has no messages any more. For tests."""
        deadline = None if timeout is None else current_millis() + timeout
        while self.tasks.filter(queue_name=queue_name, state__in=UNFINISHED).exists():
            if deadline is not None and current_millis() >= deadline:
                raise QueueJoinTimeout(queue_name)
            time.sleep(interval / 1000)
