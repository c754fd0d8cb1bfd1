"""The application that gunicorn serves: pages by Django, WebSockets by channels."""

import os

import django
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "authentik.root.settings")
# Consumers import models.
django.setup()

from authentik.outposts.consumer import OutpostConsumer  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": get_asgi_application(),
        "websocket": URLRouter([path("ws/outpost/<uuid:pk>/", OutpostConsumer.as_asgi())]),
    }
)
