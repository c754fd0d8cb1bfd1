"""URLs of version 3 of the API: each app lists its own in api_urlpatterns."""

from importlib import import_module

from django.apps import apps
from django.urls import path, re_path
from django.utils.module_loading import module_has_submodule
from drf_spectacular.views import SpectacularAPIView
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.routers import SimpleRouter
from rest_framework.views import APIView

from authentik.api.v3.config import ConfigView


class NotFoundView(APIView):
    """Says that there is nothing, as the rest of the API would say it."""

    permission_classes = [AllowAny]
    schema = None

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        raise NotFound


def collect() -> list:
    """Return what the apps list: path()s, and (prefix, viewset) of what a router makes URLs for."""
    router = SimpleRouter()
    paths = []
    for app in apps.get_app_configs():
        if not app.name.startswith("authentik.") or not module_has_submodule(app.module, "urls"):
            continue
        if app.name == "authentik.api":
            continue
        for item in getattr(import_module(f"{app.name}.urls"), "api_urlpatterns", []):
            if isinstance(item, tuple):
                router.register(*item)
            else:
                paths.append(item)
    return paths + router.urls


urlpatterns = [
    path("root/config/", ConfigView.as_view(), name="config"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    *collect(),
    re_path("", NotFoundView.as_view()),
]
