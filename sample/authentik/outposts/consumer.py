"""The connection that an outpost keeps open: it says that it lives, we say that something changed."""

from enum import IntEnum

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.core.exceptions import ValidationError
from rest_framework.exceptions import AuthenticationFailed

from authentik.outposts.models import Outpost


class Instruction(IntEnum):
    """What a message is about."""

    ACK = 0
    HELLO = 1
    TRIGGER_UPDATE = 2
    PROVIDER_SPECIFIC = 3


class OutpostConsumer(AsyncJsonWebsocketConsumer):
    """One instance of an outpost."""

    outpost: Outpost | None = None

    @database_sync_to_async
    def authenticate(self) -> Outpost | None:
        """Return the outpost, if the token may see it."""
        # Views of the API want settings that are complete, and this is imported while they still load.
        from authentik.api.authentication import TokenAuthentication

        headers = dict(self.scope["headers"])
        method, _, key = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
        if method.lower() != "bearer":
            return None
        try:
            user, _ = TokenAuthentication.by_key(key)
            outpost = Outpost.objects.filter(pk=self.scope["url_route"]["kwargs"]["pk"]).first()
        except (AuthenticationFailed, ValidationError):
            return None
        view = "authentik_outposts.view_outpost"
        return outpost if outpost and (user.has_perm(view) or user.has_perm(view, outpost)) else None

    async def connect(self):
        self.outpost = await self.authenticate()
        if self.outpost is None:
            await self.close()
            return
        await self.channel_layer.group_add(self.outpost.group, self.channel_name)
        await self.accept()

    async def disconnect(self, code):
        if self.outpost is not None:
            await self.channel_layer.group_discard(self.outpost.group, self.channel_name)

    async def receive_json(self, content, **kwargs):
        """Take what an instance says; what we do not understand we pass over."""
        if not isinstance(content, dict) or content.get("instruction") != Instruction.HELLO:
            return
        state = content.get("args")
        if isinstance(state, dict):
            instance = str(state.get("uuid", ""))[:64]
            await database_sync_to_async(self.outpost.note_instance)(instance, state)
        await self.send_json({"instruction": Instruction.ACK, "args": {}})

    async def event_update(self, _event: dict):
        """Handle {"type": "event.update"} from the group."""
        await self.send_json({"instruction": Instruction.TRIGGER_UPDATE, "args": {}})
