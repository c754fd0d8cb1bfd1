"""All URLs."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from authentik.api.views import ConfigView, CurrentBrandView, MeView, NotFoundView, VersionView
from authentik.core.views import FlowInterfaceView, InterfaceView
from authentik.flows.executor import FlowExecutorView
from authentik.outposts.api import OutpostView, ProxyView
from authentik.root.monitoring import live, ready
from authentik.sources.scim.views.v2.schemas import schemas

urlpatterns = [
    path("-/health/live/", live),
    path("-/health/ready/", ready),
    path("", RedirectView.as_view(url="/if/user/")),
    path("if/user/", InterfaceView.as_view(interface="user")),
    path("if/admin/", InterfaceView.as_view(interface="admin")),
    path("if/flow/<slug:flow_slug>/", FlowInterfaceView.as_view()),
    path("source/scim/<slug:source_slug>/v2/Schemas", schemas),
    path("api/v3/admin/version/", VersionView.as_view()),
    path("api/v3/core/brands/current/", CurrentBrandView.as_view()),
    path("api/v3/core/users/me/", MeView.as_view()),
    path("api/v3/flows/executor/<slug:flow_slug>/", FlowExecutorView.as_view()),
    path("api/v3/outposts/instances/", OutpostView.as_view()),
    path("api/v3/outposts/proxy/", ProxyView.as_view()),
    path("api/v3/root/config/", ConfigView.as_view()),
    re_path("^api/", NotFoundView.as_view()),
]
