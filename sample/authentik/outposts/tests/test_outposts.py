"""The embedded outpost: what the Go server asks and says."""

import asyncio
import json

from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from channels.layers import get_channel_layer
from django.conf import settings
from django.test import TransactionTestCase

from authentik.core.tests.utils import create_token, create_user
from authentik.outposts.models import MANAGED_EMBEDDED, Outpost
from authentik.root.asgi import application


class TestOutposts(TransactionTestCase):
    def setUp(self):
        # A migration makes it, and between tests of this kind all tables are emptied.
        self.outpost, _ = Outpost.objects.get_or_create(managed=MANAGED_EMBEDDED, defaults={"name": "embedded"})

    def list(self, key: str, query: str = ""):
        headers = {"Authorization": f"Bearer {key}"}
        return self.client.get(f"/api/v3/outposts/instances/{query}", headers=headers).json()

    def test_list(self):
        found = self.list(settings.SECRET_KEY, f"?managed__iexact={MANAGED_EMBEDDED}")["results"]
        self.assertEqual([outpost["pk"] for outpost in found], [str(self.outpost.pk)])
        self.assertEqual((found[0]["refresh_interval_s"], found[0]["type"]), (300, "proxy"))
        self.assertEqual(self.list(create_token(create_user()))["results"], [])

    def socket(self, key: str) -> ApplicationCommunicator:
        headers = [(b"host", b"localhost"), (b"authorization", f"Bearer {key}".encode())]
        path = f"/ws/outpost/{self.outpost.pk}/"
        scope = {"type": "websocket", "path": path, "query_string": b"", "headers": headers, "subprotocols": []}
        return ApplicationCommunicator(application, scope)

    def test_refused(self):
        stranger = create_token(create_user())

        async def test():
            for key in ("wrong", "", stranger):
                socket = self.socket(key)
                await socket.send_input({"type": "websocket.connect"})
                self.assertEqual((await socket.receive_output(10))["type"], "websocket.close")

        asyncio.run(test())

    def test_conversation(self):
        hello = {"instruction": 1, "args": {"uuid": "an-instance", "version": "2025.12.6"}}

        async def test():
            socket = self.socket(settings.SECRET_KEY)

            async def next_instruction() -> int:
                return json.loads((await socket.receive_output(10))["text"])["instruction"]

            await socket.send_input({"type": "websocket.connect"})
            self.assertEqual((await socket.receive_output(10))["type"], "websocket.accept")
            for text in (json.dumps([]), json.dumps({"instruction": 99}), json.dumps(hello)):
                await socket.send_input({"type": "websocket.receive", "text": text})
            self.assertEqual(await next_instruction(), 0)
            await sync_to_async(self.outpost.save)()
            self.assertEqual(await next_instruction(), 2)
            await socket.send_input({"type": "websocket.disconnect", "code": 1000})
            await socket.wait(10)
            await get_channel_layer().close()

        asyncio.run(test())
        self.assertEqual([state["version"] for state in self.outpost.instances()], ["2025.12.6"])
