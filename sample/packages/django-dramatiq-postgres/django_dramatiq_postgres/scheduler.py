"""Sends messages when they are due."""

from threading import Event, Thread

import pglock
from django.db import DatabaseError, InterfaceError, connections
from django.utils import timezone
from structlog.stdlib import get_logger

from django_dramatiq_postgres.conf import Conf
from django_dramatiq_postgres.models import ScheduleBase, schedule_model

LOGGER = get_logger(__name__)


class Scheduler(Thread):
    """Looks, every now and then, for schedules that are due. However many run, one at a time does something."""

    def __init__(self, broker):
        super().__init__(name="scheduler", daemon=True)
        self.broker = broker
        self.stopping = Event()

    def run(self):
        """Look until told to stop. A database that is away for a while is no reason to end."""
        interval = Conf().scheduler_interval.total_seconds()
        declared = False
        while not self.stopping.is_set():
            try:
                if not declared:
                    self.declare()
                    declared = True
                self.send_due()
            except (DatabaseError, InterfaceError) as exc:
                LOGGER.warning("looking for schedules that are due failed", error=str(exc))
                connections.close_all()
            self.stopping.wait(interval)
        connections.close_all()

    def stop(self):
        """Stop, and wait until that has happened."""
        self.stopping.set()
        self.join(timeout=10)

    def declare(self):
        """Bring the table in line with what actors say. Whether one is paused is the administrator's decision."""
        wanted = {
            name: actor.options["crontab"] for name, actor in self.broker.actors.items() if actor.options.get("crontab")
        }
        with pglock.advisory("django_dramatiq_postgres.scheduler"):
            schedules = schedule_model().objects
            schedules.exclude(actor_name__in=wanted).delete()
            for name, crontab in wanted.items():
                schedule: ScheduleBase = schedules.filter(actor_name=name).first() or schedule_model()(actor_name=name)
                if schedule.crontab != crontab:
                    schedule.crontab = crontab
                    schedule.next_run = schedule.calculate_next_run()
                    schedule.full_clean(validate_unique=False)
                    schedule.save()

    def send_due(self) -> int:
        """Send what is due; return how much that was."""
        with pglock.advisory("django_dramatiq_postgres.scheduler", timeout=0) as acquired:
            if not acquired:
                return 0
            due = list(schedule_model().objects.filter(paused=False, next_run__lte=timezone.now()))
            for schedule in due:
                LOGGER.info("sending what is due", actor=schedule.actor_name)
                schedule.send()
            return len(due)
