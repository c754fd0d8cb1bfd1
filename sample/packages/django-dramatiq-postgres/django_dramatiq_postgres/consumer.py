"""The consumer: how a worker gets tasks."""

import time
from queue import Empty, SimpleQueue

import psycopg
from django.db import InterfaceError, OperationalError, connections
from dramatiq.broker import Consumer, MessageProxy
from dramatiq.errors import ConnectionClosed
from dramatiq.message import Message
from structlog.stdlib import get_logger

from django_dramatiq_postgres.conf import Conf
from django_dramatiq_postgres.models import NOTIFY_CHANNEL, TaskState, task_model

LOGGER = get_logger(__name__)

# A task that is "consumed" although nobody holds its lock belongs to a worker that died.
CANDIDATES = """
SELECT message_id FROM {table}
WHERE queue_name = %s AND state IN ('queued', 'consumed') AND (eta IS NULL OR eta <= now())
AND message_id <> ALL(%s) ORDER BY eta NULLS FIRST, mtime LIMIT %s
"""
CLAIM = """
UPDATE {table} SET state = 'consumed', mtime = now()
WHERE message_id = %s AND state IN ('queued', 'consumed') AND (eta IS NULL OR eta <= now())
RETURNING message
"""
LOCK = "SELECT pg_try_advisory_lock(hashtextextended('django_dramatiq_postgres:' || %s, 0))"
UNLOCK = "SELECT pg_advisory_unlock(hashtextextended('django_dramatiq_postgres:' || %s, 0))"
NEXT_ETA = """
SELECT extract(epoch FROM min(eta) - now())::float FROM {table}
WHERE queue_name = %s AND state = 'queued' AND eta > now()
"""


class PostgresConsumer(Consumer):
    """Iterates over the messages of one queue.

    It has a connection of its own, in its own thread, for what must not be shared: LISTEN and the advisory locks. What
    worker threads call (ack, nack) uses Django's connection of their thread.
    """

    def __init__(self, *, broker, queue_name: str, prefetch: int, timeout: int):
        self.broker = broker
        self.queue_name = queue_name
        self.prefetch = prefetch
        self.timeout = timeout / 1000
        self.listen_timeout = Conf().consumer_listen_timeout.total_seconds()
        self.table = connections[broker.using].ops.quote_name(task_model()._meta.db_table)
        self.mine: set[str] = set()
        self.finished: SimpleQueue[str] = SimpleQueue()
        self.look_again_at = 0.0
        self.connection: psycopg.Connection | None = None

    def __next__(self) -> MessageProxy | None:
        """Return a message, or nothing after a while: the caller wants to see whether he shall stop."""
        try:
            self._connect()
            self._unlock_finished()
            if len(self.mine) >= self.prefetch:
                time.sleep(min(self.timeout, 0.05))
                return None
            if time.monotonic() >= self.look_again_at:
                message = self._take()
                if message is not None:
                    return message
            self._wait()
            return None
        except (psycopg.OperationalError, psycopg.InterfaceError, OperationalError) as exc:
            self._disconnect()
            raise ConnectionClosed(f"Waiting for tasks of queue {self.queue_name}: {exc}") from exc

    def _connect(self):
        if self.connection is not None:
            return
        parameters = connections[self.broker.using].get_connection_params()
        parameters.pop("cursor_factory", None)
        self.connection = psycopg.connect(**parameters, autocommit=True)
        self.connection.execute(f"LISTEN {NOTIFY_CHANNEL}")
        self.look_again_at = 0.0

    def _disconnect(self):
        if self.connection is not None:
            # The locks go with it.
            self.connection.close()
            self.connection = None

    def _query(self, query: str, *parameters):
        return self.connection.execute(query.format(table=self.table), parameters).fetchall()

    def _take(self) -> MessageProxy | None:
        candidates = self._query(CANDIDATES, self.queue_name, list(self.mine), self.prefetch)
        for (message_id,) in candidates:
            ((locked,),) = self._query(LOCK, str(message_id))
            if not locked:
                continue
            claimed = self._query(CLAIM, message_id)
            if not claimed:
                self._query(UNLOCK, str(message_id))
                continue
            self.mine.add(str(message_id))
            return MessageProxy(Message.decode(bytes(claimed[0][0])))
        ((due_in,),) = self._query(NEXT_ETA, self.queue_name)
        wait = self.listen_timeout if due_in is None else min(self.listen_timeout, due_in)
        self.look_again_at = time.monotonic() + wait
        return None

    def _wait(self):
        """Wait for a notification, but not longer than until the next look."""
        wait = min(self.timeout, max(0.0, self.look_again_at - time.monotonic()))
        for notification in self.connection.notifies(timeout=wait, stop_after=1):
            if notification.payload == self.queue_name:
                self.look_again_at = 0.0

    def _unlock_finished(self):
        """Let go of what worker threads have finished. Only this thread may use the connection with the locks."""
        while True:
            try:
                message_id = self.finished.get_nowait()
            except Empty:
                return
            self.mine.discard(message_id)
            self._query(UNLOCK, message_id)
            # It may have been enqueued again while it was ours, and its notification was then of no use to us.
            self.look_again_at = 0.0

    def _finish(self, message: MessageProxy, state: TaskState, error: str = ""):
        try:
            # If it is "queued" again it is to be tried again, and that has to stay so.
            self.broker.tasks.filter(message_id=message.message_id, state=TaskState.CONSUMED).update(
                state=state, error=error
            )
        except (OperationalError, InterfaceError) as exc:
            connections[self.broker.using].close_if_unusable_or_obsolete()
            raise ConnectionClosed(f"Finishing {message.actor_name}: {exc}") from exc
        self.finished.put(str(message.message_id))

    def ack(self, message: MessageProxy):
        """The task is done."""
        self._finish(message, TaskState.DONE)

    def nack(self, message: MessageProxy):
        """The task has failed for good."""
        self._finish(message, TaskState.REJECTED, repr(message._exception or "")[:1000])

    def requeue(self, messages):
        """Give messages back that were not begun."""
        ids = [message.message_id for message in messages]
        if not ids:
            return
        try:
            self.broker.tasks.filter(message_id__in=ids, state=TaskState.CONSUMED).update(state=TaskState.QUEUED)
        except (OperationalError, InterfaceError) as exc:
            raise ConnectionClosed(f"Giving {len(ids)} messages back: {exc}") from exc
        for message_id in ids:
            self.finished.put(str(message_id))

    def close(self):
        """Give up the connection, and with it all locks."""
        self._disconnect()
