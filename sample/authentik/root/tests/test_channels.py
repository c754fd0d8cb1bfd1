"""The channel layer, and WebSockets on top of it."""

import asyncio
import json
from asyncio import create_task, gather, sleep, timeout

from asgiref.sync import async_to_sync, sync_to_async
from asgiref.testing import ApplicationCommunicator
from channels.exceptions import ChannelFull
from channels.layers import get_channel_layer
from django.db import connection
from django.test import Client, TransactionTestCase
from django_channels_postgres.layer import PostgresChannelLayer

from authentik.core.tests.utils import create_user
from authentik.root.asgi import application
from authentik.root.websocket import user_group


class TestChannelLayer(TransactionTestCase):
    def setUp(self):
        self.layer = PostgresChannelLayer(capacity=3)

    def run_async(self, coroutine):
        async def run():
            try:
                async with timeout(20):
                    await coroutine
            finally:
                await self.layer.close()

        asyncio.run(run())

    def test_is_configured(self):
        self.assertIsInstance(get_channel_layer(), PostgresChannelLayer)

    def test_round_trip(self):
        async def test():
            channel = await self.layer.new_channel()
            receiving = create_task(self.layer.receive(channel))
            await sleep(0.3)
            message = {"type": "test", "bytes": b"\x00\xff", "large": "x" * 20_000}
            await self.layer.send(channel, message)
            self.assertEqual(await receiving, message)
            # What was sent while nobody received is there, in its order.
            for number in range(3):
                await self.layer.send(channel, {"number": number})
            with self.assertRaises(ChannelFull):
                await self.layer.send(channel, {"number": 3})
            received = [(await self.layer.receive(channel))["number"] for _ in range(3)]
            self.assertEqual(received, [0, 1, 2])

        self.run_async(test())

    def test_groups(self):
        async def test():
            one, two, three = [await self.layer.new_channel() for _ in range(3)]
            for channel in (one, two, two, three):
                await self.layer.group_add("group", channel)
            await self.layer.group_discard("group", three)
            await self.layer.group_send("group", {"type": "all"})
            received = await gather(self.layer.receive(one), self.layer.receive(two))
            self.assertEqual(received, [{"type": "all"}] * 2)
            with self.assertRaises(TimeoutError):
                async with timeout(0.3):
                    await self.layer.receive(three)
            with self.assertRaises(TypeError):
                await self.layer.group_add("no name!", one)

        self.run_async(test())

    def test_delivered_once(self):
        async def test():
            receivers = [create_task(self.layer.receive("shared")) for _ in range(3)]
            await sleep(0.3)
            for number in range(3):
                await self.layer.send("shared", {"number": number})
            numbers = sorted(message["number"] for message in await gather(*receivers))
            self.assertEqual(numbers, [0, 1, 2])

        self.run_async(test())

    def test_listening_connection_is_cut(self):
        def cut():
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
                )
                return cursor.fetchone()[0]

        async def test():
            receiving = create_task(self.layer.receive("cut"))
            await sleep(0.3)
            self.assertGreaterEqual(await sync_to_async(cut)(), 1)
            await self.layer.send("cut", {"type": "after"})
            self.assertEqual(await receiving, {"type": "after"})

        self.run_async(test())

    def test_from_synchronous_code(self):
        async_to_sync(self.layer.send)("sync", {"type": "one"})

        async def test():
            self.assertEqual(await self.layer.receive("sync"), {"type": "one"})

        self.run_async(test())


class TestWebsocket(TransactionTestCase):
    """By hand: channels.testing wants daphne, which nothing else here does."""

    def socket(self, cookie: str = "") -> ApplicationCommunicator:
        headers = [(b"host", b"localhost"), (b"origin", b"http://localhost"), (b"cookie", cookie.encode())]
        scope = {"type": "websocket", "path": "/ws/client/", "query_string": b"", "headers": headers}
        return ApplicationCommunicator(application, scope | {"subprotocols": []})

    def test_needs_login(self):
        async def test():
            socket = self.socket()
            await socket.send_input({"type": "websocket.connect"})
            self.assertEqual((await socket.receive_output(10))["type"], "websocket.close")

        asyncio.run(test())

    def test_message(self):
        user = create_user()
        client = Client()
        client.force_login(user)
        cookie = f"authentik_session={client.session.session_key}"

        async def test():
            layer = get_channel_layer()
            socket = self.socket(cookie)
            await socket.send_input({"type": "websocket.connect"})
            self.assertEqual((await socket.receive_output(10))["type"], "websocket.accept")
            await layer.group_send(user_group(user.pk), {"type": "event.message", "message": "hello"})
            self.assertEqual(json.loads((await socket.receive_output(10))["text"])["message"], "hello")
            await socket.send_input({"type": "websocket.disconnect", "code": 1000})
            await socket.wait(10)
            await layer.close()

        asyncio.run(test())
