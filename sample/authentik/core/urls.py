"""URLs of users and of the pages that hold the web UI."""

from django.urls import path

from authentik.core.api.users import UserViewSet
from authentik.core.views import AdminInterfaceView, RootRedirectView, UserInterfaceView

urlpatterns = [
    path("", RootRedirectView.as_view(), name="root-redirect"),
    path("if/admin/", AdminInterfaceView.as_view(), name="if-admin"),
    path("if/user/", UserInterfaceView.as_view(), name="if-user"),
]
api_urlpatterns = [("core/users", UserViewSet, "user")]
