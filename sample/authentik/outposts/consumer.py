"""The connection that an outpost keeps open: it says that it lives, we say that something changed."""

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from rest_framework.exceptions import AuthenticationFailed


class OutpostConsumer(AsyncJsonWebsocketConsumer):
    """One instance of an outpost."""

    group = ""

    @database_sync_to_async
    def may_see(self, pk) -> bool:
        """Say whether the token may see the outpost."""
        # Views of the API want settings that are complete, and this is imported while they still load.
        from authentik.api.authentication import TokenAuthentication
        from authentik.outposts.models import Outpost

        header = dict(self.scope["headers"]).get(b"authorization", b"").decode("latin-1")
        try:
            user = TokenAuthentication.by_key(header.removeprefix("Bearer "))
        except AuthenticationFailed:
            return False
        outpost = Outpost.objects.filter(pk=pk).first()
        return outpost is not None and user.has_perm("authentik_outposts.view_outpost", outpost)

    async def connect(self):
        pk = self.scope["url_route"]["kwargs"]["pk"]
        if not await self.may_see(pk):
            await self.close()
            return
        self.group = f"authentik.outpost.{pk}"
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()

    async def disconnect(self, code):
        if self.group:
            await self.channel_layer.group_discard(self.group, self.channel_name)

    async def receive_json(self, content, **kwargs):
        """Acknowledge a hello."""
        await self.send_json({"instruction": 0, "args": {}})
