"""The channel layer itself."""

import asyncio
import secrets

import msgpack
from asgiref.sync import sync_to_async
from channels.layers import BaseChannelLayer
from django.db import transaction

# How often somebody who waits for a message looks, in seconds.
INTERVAL = 0.1


def _models():
    # Settings name this module, and models cannot be imported before the apps are ready.
    from django_channels_postgres.models import GroupChannel, Message

    return GroupChannel.objects, Message.objects


@sync_to_async
def _take(channel: str) -> bytes | None:
    with transaction.atomic():
        found = _models()[1].select_for_update(skip_locked=True).filter(channel=channel).order_by("pk").first()
        if found is None:
            return None
        found.delete()
        return bytes(found.message)


class PostgresChannelLayer(BaseChannelLayer):
    """Channel layer whose messages are rows of PostgreSQL."""

    extensions = ["groups"]

    async def send(self, channel: str, message: dict):
        """Leave a message for whoever receives from the channel."""
        await _models()[1].acreate(channel=channel, message=msgpack.packb(message))

    async def receive(self, channel: str) -> dict:
        """Return the next message of the channel, however long that takes."""
        while (taken := await _take(channel)) is None:
            await asyncio.sleep(INTERVAL)
        return msgpack.unpackb(taken)

    async def new_channel(self, prefix: str = "specific") -> str:
        """Return a name that nobody else has."""
        return f"{prefix}.{secrets.token_hex(8)}!{secrets.token_hex(12)}"

    async def group_add(self, group: str, channel: str):
        """Put a channel into a group."""
        await _models()[0].aget_or_create(group_key=group, channel=channel)

    async def group_discard(self, group: str, channel: str):
        """Take a channel out of a group."""
        await _models()[0].filter(group_key=group, channel=channel).adelete()

    async def group_send(self, group: str, message: dict):
        """Send a message to every channel of a group."""
        async for member in _models()[0].filter(group_key=group):
            await self.send(member.channel, message)
