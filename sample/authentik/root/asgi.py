"""The application that gunicorn serves: pages by Django, WebSockets by channels."""

import os

import django
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from channels.sessions import CookieMiddleware
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "authentik.root.settings")
# Consumers import models.
django.setup()

from authentik.root.websocket import SessionUserMiddleware, websocket_urlpatterns  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": get_asgi_application(),
        "websocket": AllowedHostsOriginValidator(
            CookieMiddleware(SessionUserMiddleware(URLRouter(websocket_urlpatterns)))
        ),
    }
)
