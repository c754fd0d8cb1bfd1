"""URLs of provisioning."""

from django.urls import path

from authentik.sources.scim.views.v2.schemas import SchemaView

urlpatterns = [
    path("<slug:source_slug>/v2/Schemas", SchemaView.as_view(), name="v2-schemas"),
    path("<slug:source_slug>/v2/Schemas/<str:schema_uri>", SchemaView.as_view(), name="v2-schema"),
]
