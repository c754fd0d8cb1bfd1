"""URLs of flows."""

from django.urls import path

from authentik.flows.models import FlowDesignation
from authentik.flows.views.executor import FlowExecutorView
from authentik.flows.views.interface import CancelView, FlowInterfaceView, ToDefaultFlow

urlpatterns = [
    path("if/flow/<slug:flow_slug>/", FlowInterfaceView.as_view(), name="if-flow"),
    path("flows/-/cancel/", CancelView.as_view(), name="cancel"),
    path(
        "flows/-/default/authentication/",
        ToDefaultFlow.as_view(designation=FlowDesignation.AUTHENTICATION),
        name="default-authentication",
    ),
    path(
        "flows/-/default/invalidation/",
        ToDefaultFlow.as_view(designation=FlowDesignation.INVALIDATION),
        name="default-invalidation",
    ),
]
api_urlpatterns = [
    path("flows/executor/<slug:flow_slug>/", FlowExecutorView.as_view(), name="flow-executor"),
]
