"""Waits for messages on behalf of everybody in one event loop."""

import asyncio
from collections import defaultdict
from contextlib import suppress

from psycopg import OperationalError
from structlog.stdlib import get_logger

from django_channels_postgres.db import connect
from django_channels_postgres.models import NOTIFY_CHANNEL

LOGGER = get_logger(__name__)
MIN_DELAY, MAX_DELAY = 0.1, 10
# Also without a word from the database, somebody who waits looks by himself this often, in seconds.
LOOK_ANYWAY = 30


class Listener:
    """Keeps one connection that listens, and wakes whoever waits for the channel of a notification."""

    def __init__(self, alias: str):
        self.alias = alias
        self.waiting: dict[str, set[asyncio.Event]] = defaultdict(set)
        self.task: asyncio.Task | None = None
        self.listening = asyncio.Event()

    async def start(self):
        """Listen, if that has not begun yet, and return when notifications arrive."""
        if self.task is None or self.task.done():
            self.task = asyncio.create_task(self._run(), name="channel layer listener")
        await self.listening.wait()

    async def stop(self):
        """Stop listening."""
        if self.task is not None:
            self.task.cancel()
            with suppress(asyncio.CancelledError):
                await self.task

    def wake(self, channel: str | None = None):
        """Wake those who wait for a channel, or all."""
        channels = list(self.waiting) if channel is None else [channel]
        for name in channels:
            for event in self.waiting.get(name, ()):
                event.set()

    async def wait(self, channel: str, take):
        """Call take until it returns something; between the calls, wait for the channel's notification."""
        await self.start()
        event = asyncio.Event()
        self.waiting[channel].add(event)
        try:
            while True:
                event.clear()
                taken = await take()
                if taken is not None:
                    return taken
                with suppress(TimeoutError):
                    await asyncio.wait_for(event.wait(), LOOK_ANYWAY)
        finally:
            self.waiting[channel].discard(event)
            if not self.waiting[channel]:
                del self.waiting[channel]

    async def _run(self):
        delay = MIN_DELAY
        while True:
            try:
                connection = await connect(self.alias)
                async with connection:
                    await connection.execute(f"LISTEN {NOTIFY_CHANNEL}")
                    delay = MIN_DELAY
                    self.listening.set()
                    # What came while nobody listened was not announced to us.
                    self.wake()
                    async for notification in connection.notifies():
                        self.wake(notification.payload)
            except OperationalError as exc:
                LOGGER.warning("listening connection broke, opening it again", error=str(exc))
                await asyncio.sleep(delay)
                delay = min(delay * 2, MAX_DELAY)
