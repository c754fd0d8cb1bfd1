"""URLs of the API."""

from django.urls import include, path

urlpatterns = [path("v3/", include("authentik.api.v3.urls"))]
