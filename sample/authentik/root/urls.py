"""All URLs: each app has its own, below the prefix that web.path gives."""

from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.urls import include, path
from django.utils.module_loading import module_has_submodule

from authentik.root.monitoring import LiveView, MetricsView, ReadyView


def app_urls() -> list:
    """Return the URLs of authentik's apps, at the place each app's mountpoint says."""
    found = []
    for app in apps.get_app_configs():
        if not app.name.startswith("authentik.") or not module_has_submodule(app.module, "urls"):
            continue
        patterns = import_module(f"{app.name}.urls").urlpatterns
        found.append(path(getattr(app, "mountpoint", ""), include((patterns, app.label))))
    return found


urlpatterns = [
    path(
        settings.WEB_PATH.removeprefix("/"),
        include(
            [
                path("-/health/live/", LiveView.as_view(), name="health-live"),
                path("-/health/ready/", ReadyView.as_view(), name="health-ready"),
                path("-/metrics/", MetricsView.as_view(), name="metrics"),
                *app_urls(),
            ]
        ),
    )
]
