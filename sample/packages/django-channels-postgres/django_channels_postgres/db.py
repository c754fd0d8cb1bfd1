"""Asynchronous connections to Django's database."""

import asyncio
from time import monotonic

from django.db import connections
from psycopg import AsyncConnection, OperationalError

# After so many seconds without use a connection is asked whether it is still there.
ASK_AFTER = 1.0
# What Django adds for its own, synchronous, connections.
NOT_FOR_ASYNC = ("cursor_factory", "context", "prepare_threshold")


def connection_params(alias: str) -> dict:
    """Return psycopg's arguments as Django knows them at this moment."""
    params = connections[alias].get_connection_params()
    return {key: value for key, value in params.items() if key not in NOT_FOR_ASYNC}


async def connect(alias: str) -> AsyncConnection:
    """Open a connection of one's own."""
    return await AsyncConnection.connect(**connection_params(alias), autocommit=True)


class Connection:
    """One connection for everybody in an event loop, one after the other. It is opened anew when it is lost.

    This is no pool of psycopg: the workers of one do not always end when their event loop does, and then the loop
    waits for them for ever.
    """

    def __init__(self, alias: str):
        self.alias = alias
        self.lock = asyncio.Lock()
        self.connection: AsyncConnection | None = None
        self.used = 0.0

    async def _alive(self) -> AsyncConnection:
        """Return the connection. One that was idle may have been cut from the other side, so it is asked first."""
        if self.connection is not None and monotonic() - self.used > ASK_AFTER:
            try:
                await self.connection.execute("SELECT 1")
            except OperationalError:
                await self.close()
        if self.connection is None or self.connection.closed:
            self.connection = await connect(self.alias)
        self.used = monotonic()
        return self.connection

    async def execute(self, *statements: tuple) -> tuple[int, list]:
        """Run statements in one transaction. Return how many rows the last one was about, and what it returned."""
        async with self.lock:
            connection = await self._alive()
            async with connection.transaction():
                for statement in statements:
                    cursor = await connection.execute(*statement)
            rows = await cursor.fetchall() if cursor.description else []
            return cursor.rowcount, rows

    async def close(self):
        """Close it."""
        if self.connection is not None:
            connection, self.connection = self.connection, None
            await connection.close()
