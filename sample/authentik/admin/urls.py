"""URLs of administration."""

from django.urls import path

from authentik.admin.api import VersionView

urlpatterns = []
api_urlpatterns = [path("admin/version/", VersionView.as_view(), name="admin_version")]
