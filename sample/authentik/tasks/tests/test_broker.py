"""Tasks go through PostgreSQL and come out of it."""

from contextlib import contextmanager
from datetime import timedelta
from time import monotonic
from unittest.mock import patch

import dramatiq
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.utils import timezone
from django_dramatiq_postgres.models import TaskState
from django_dramatiq_postgres.scheduler import Scheduler
from dramatiq.results import ResultMissing

from authentik.core.models import Group
from authentik.tasks.broker import Broker
from authentik.tasks.models import Schedule, Task
from authentik.tasks.tests.actors import add, always_fails, make_group, second_time_lucky


@contextmanager
def worker(threads: int = 2):
    """Run a worker of two threads. What it would do at its start is left out."""
    with (
        patch("authentik.tasks.middleware.StartupMiddleware.after_worker_boot"),
        patch("django_dramatiq_postgres.middleware.SchedulerMiddleware.after_worker_boot"),
    ):
        running = dramatiq.Worker(dramatiq.get_broker(), worker_threads=threads, worker_timeout=100)
        running.start()
        try:
            yield running
        finally:
            running.stop(timeout=10_000)


class TestBroker(TransactionTestCase):
    def setUp(self):
        self.broker = dramatiq.get_broker()

    def join(self, timeout=15_000):
        self.broker.join("default", timeout=timeout)

    def test_class(self):
        self.assertIs(type(self.broker), Broker)
        self.assertEqual(add.actor_name, "authentik.tasks.tests.actors.add")

    def test_result(self):
        message = add.send_with_options(args=(2, 3), uid="sum")
        self.assertEqual(Task.objects.get().uid, "sum")
        with self.assertRaises(ResultMissing):
            message.get_result()
        with worker():
            self.assertEqual(message.get_result(block=True, timeout=15_000), 5)
            self.join()
        self.assertEqual(Task.objects.get().state, TaskState.DONE)

    def test_is_woken(self):
        with worker():
            message = add.send(1, 1)
            message.get_result(block=True, timeout=15_000)
            start = monotonic()
            add.send(1, 2).get_result(block=True, timeout=15_000)
        # Without NOTIFY it would take consumer_listen_timeout, half a minute.
        self.assertLess(monotonic() - start, 5)

    def test_part_of_the_transaction(self):
        with worker():
            with self.assertRaises(ZeroDivisionError), transaction.atomic():
                make_group.send("never")
                _ = 1 / 0
            with transaction.atomic():
                make_group.send("in the end")
                self.assertFalse(Group.objects.filter(name="in the end").exists())
            self.join()
        self.assertEqual([group.name for group in Group.objects.all()], ["in the end"])

    def test_retry(self):
        second_time_lucky.send("lucky")
        with worker():
            self.join()
        task = Task.objects.get()
        self.assertEqual(task.state, TaskState.DONE)
        self.assertEqual(dramatiq.Message.decode(bytes(task.message)).options["retries"], 1)

    def test_rejected(self):
        always_fails.send()
        with worker():
            self.join()
        task = Task.objects.get()
        self.assertEqual(task.state, TaskState.REJECTED)
        self.assertIn("always", task.error)

    def test_unknown_actor(self):
        add.send(1, 1)
        message = dramatiq.Message("default", "authentik.gone", (), {}, {})
        self.broker.enqueue(message)
        with worker():
            self.join()
        self.assertEqual(Task.objects.get(message_id=message.message_id).state, TaskState.REJECTED)

    def test_delay(self):
        message = add.send_with_options(args=(1, 1), delay=1500)
        with worker():
            start = monotonic()
            message.get_result(block=True, timeout=15_000)
            self.assertGreater(monotonic() - start, 0.8)

    def test_worker_that_died(self):
        # What is left of a worker that was killed: "consumed", and nobody holds the lock.
        message = add.send(4, 4)
        Task.objects.update(state=TaskState.CONSUMED)
        with worker():
            self.assertEqual(message.get_result(block=True, timeout=15_000), 8)

    def test_each_once(self):
        for number in range(60):
            make_group.send(f"group {number}")
        with worker(4), worker(4):
            self.join(30_000)
        self.assertEqual(Group.objects.count(), 60)
        self.assertEqual(Task.objects.filter(state=TaskState.DONE).count(), 60)

    def test_connection_is_cut(self):
        with worker():
            add.send(1, 1).get_result(block=True, timeout=15_000)
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                    "WHERE pid <> pg_backend_pid() AND datname = current_database()"
                )
            self.assertEqual(add.send(2, 2).get_result(block=True, timeout=20_000), 4)

    def test_schedule(self):
        scheduler = Scheduler(self.broker)
        scheduler.declare()
        name = "authentik.core.tasks.clean_expired"
        self.assertEqual(Schedule.objects.get(pk=name).crontab, "7 * * * *")
        self.assertEqual(scheduler.send_due(), 0)
        Schedule.objects.filter(pk=name).update(next_run=timezone.now() - timedelta(minutes=1))
        self.assertEqual(scheduler.send_due(), 1)
        self.assertEqual(scheduler.send_due(), 0)
        self.assertEqual(Task.objects.get().actor_name, name)
        Schedule.objects.create(actor_name="gone", crontab="* * * * *", next_run=timezone.now())
        scheduler.declare()
        self.assertFalse(Schedule.objects.filter(pk="gone").exists())
