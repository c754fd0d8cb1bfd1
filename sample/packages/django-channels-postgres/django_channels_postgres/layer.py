"""The channel layer itself."""

import asyncio
import secrets
from weakref import WeakKeyDictionary

import msgpack
from channels.exceptions import ChannelFull
from channels.layers import BaseChannelLayer

from django_channels_postgres.db import Connection
from django_channels_postgres.listener import Listener

MESSAGE = "django_channels_postgres_message"
GROUP = "django_channels_postgres_groupchannel"

SEND = f"""
INSERT INTO {MESSAGE} (channel, message, expires)
SELECT %(channel)s, %(message)s, now() + make_interval(secs => %(expiry)s)
WHERE (SELECT count(*) FROM {MESSAGE} WHERE channel = %(channel)s AND expires > now()) < %(capacity)s
"""
TAKE = f"""
DELETE FROM {MESSAGE} WHERE id = (
    SELECT id FROM {MESSAGE} WHERE channel = %s AND expires > now()
    ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
) RETURNING message
"""  # nosec: names of our own tables
JOIN = f"""
INSERT INTO {GROUP} (group_key, channel, expires) VALUES (%s, %s, now() + make_interval(secs => %s))
ON CONFLICT (group_key, channel) DO UPDATE SET expires = excluded.expires
"""  # nosec
LEAVE = f"DELETE FROM {GROUP} WHERE group_key = %s AND channel = %s"  # nosec
# A member that does not take its messages does not keep the others from theirs: it misses this one.
SEND_TO_GROUP = f"""
INSERT INTO {MESSAGE} (channel, message, expires)
SELECT member.channel, %(message)s, now() + make_interval(secs => %(expiry)s)
FROM {GROUP} AS member
WHERE group_key = %(group)s AND expires > now() AND (
    SELECT count(*) FROM {MESSAGE} AS waiting
    WHERE waiting.channel = member.channel AND waiting.expires > now()
) < %(capacity)s
"""  # nosec
CLEAN = (
    f"DELETE FROM {MESSAGE} WHERE expires <= now()",  # nosec
    f"DELETE FROM {GROUP} WHERE expires <= now()",  # nosec
)
CLEAN_ONE_IN = 100


class _Loop:
    """What belongs to one event loop: connections cannot be shared between loops."""

    def __init__(self, alias: str):
        self.listener = Listener(alias)
        self.connection = Connection(alias)

    async def execute(self, *statements: tuple) -> tuple[int, list]:
        """Run statements in one transaction.

        Only a loop that also receives keeps its connection: the loops that async_to_sync makes for synchronous code
        end after one call, and nobody would close it.
        """
        try:
            return await self.connection.execute(*statements)
        finally:
            if self.listener.task is None:
                await self.connection.close()

    async def close(self):
        """Close what is open."""
        await self.listener.stop()
        await self.connection.close()


class PostgresChannelLayer(BaseChannelLayer):
    """Channel layer whose messages are rows of PostgreSQL."""

    extensions = ["groups", "flush"]

    def __init__(
        self,
        using: str = "default",
        expiry: int = 60,
        group_expiry: int = 86400,
        capacity: int = 100,
        channel_capacity=None,
    ):
        super().__init__(expiry=expiry, capacity=capacity)
        self.channel_capacity = self.compile_capacities(channel_capacity or {})
        self.using = using
        self.group_expiry = group_expiry
        self._loops: WeakKeyDictionary[asyncio.AbstractEventLoop, _Loop] = WeakKeyDictionary()

    @property
    def _loop(self) -> _Loop:
        loop = asyncio.get_running_loop()
        if loop not in self._loops:
            self._loops[loop] = _Loop(self.using)
        return self._loops[loop]

    async def send(self, channel: str, message: dict):
        """Leave a message for whoever receives from the channel."""
        if not isinstance(message, dict):
            raise TypeError("A message is a dict.")
        self.require_valid_channel_name(channel)
        parameters = {
            "channel": channel,
            "message": msgpack.packb(message),
            "expiry": self.expiry,
            "capacity": self.get_capacity(channel),
        }
        count, _ = await self._loop.execute(*self._sometimes_clean(), (SEND, parameters))
        if count == 0:
            raise ChannelFull(channel)

    async def receive(self, channel: str) -> dict:
        """Return the next message of the channel, however long that takes."""
        self.require_valid_channel_name(channel)
        loop = self._loop

        async def take():
            _, rows = await loop.execute((TAKE, (channel,)))
            return msgpack.unpackb(rows[0][0]) if rows else None

        return await loop.listener.wait(channel, take)

    async def new_channel(self, prefix: str = "specific") -> str:
        """Return a name that nobody else has."""
        return f"{prefix.rstrip('.')}.{secrets.token_hex(8)}!{secrets.token_hex(12)}"

    async def group_add(self, group: str, channel: str):
        """Put a channel into a group; again means for longer."""
        self.require_valid_group_name(group)
        self.require_valid_channel_name(channel)
        await self._loop.execute((JOIN, (group, channel, self.group_expiry)))

    async def group_discard(self, group: str, channel: str):
        """Take a channel out of a group."""
        self.require_valid_group_name(group)
        self.require_valid_channel_name(channel)
        await self._loop.execute((LEAVE, (group, channel)))

    async def group_send(self, group: str, message: dict):
        """Send a message to every channel of a group, by one statement."""
        self.require_valid_group_name(group)
        parameters = {
            "group": group,
            "message": msgpack.packb(message),
            "expiry": self.expiry,
            "capacity": self.capacity,
        }
        await self._loop.execute(*self._sometimes_clean(), (SEND_TO_GROUP, parameters))

    async def flush(self):
        """Forget all messages and groups."""
        await self._loop.execute((f"TRUNCATE {MESSAGE}, {GROUP}",))

    async def close(self):
        """Close the connections of this event loop."""
        loop = self._loops.pop(asyncio.get_running_loop(), None)
        if loop is not None:
            await loop.close()

    @staticmethod
    def _sometimes_clean() -> list[tuple]:
        """Return, now and then, statements that remove what has expired."""
        return [(statement,) for statement in CLEAN] if secrets.randbelow(CLEAN_ONE_IN) == 0 else []
