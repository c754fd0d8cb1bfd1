"""WebSockets: what the server tells a browser without being asked."""

from channels.auth import AuthMiddleware
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.sessions import SessionMiddleware
from django.conf import settings
from django.urls import path

from authentik.outposts.consumer import OutpostConsumer


class SessionUserMiddleware:
    """Puts session and user of the cookie into the scope."""

    def __init__(self, inner):
        self.inner = SessionMiddleware(AuthMiddleware(inner))

    async def __call__(self, scope, receive, send):
        return await self.inner(scope, receive, send)


def user_group(user_pk: int) -> str:
    """Return the group of all of a user's open browsers."""
    return f"authentik.user.{user_pk}"


class MessageConsumer(AsyncJsonWebsocketConsumer):
    """Passes messages on to the browser: whoever has something to say sends it to the user's group."""

    group: str | None = None

    async def connect(self):
        user = await database_sync_to_async(lambda: self.scope["user"]._wrapped or self.scope["user"])()
        if not getattr(user, "is_authenticated", False):
            await self.close()
            return
        self.group = user_group(user.pk)
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()

    async def disconnect(self, code):
        if self.group is not None:
            await self.channel_layer.group_discard(self.group, self.channel_name)

    async def event_message(self, event: dict):
        """Handle {"type": "event.message", …} from the group."""
        await self.send_json({**event, "message_type": "message"})


websocket_urlpatterns = [
    path(settings.WEB_PATH.removeprefix("/") + "ws/client/", MessageConsumer.as_asgi()),
    path(settings.WEB_PATH.removeprefix("/") + "ws/outpost/<uuid:pk>/", OutpostConsumer.as_asgi()),
]
