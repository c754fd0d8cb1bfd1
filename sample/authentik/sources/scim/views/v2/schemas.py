"""Which attributes users and groups have."""

import json

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.views import View

# Read once, as this is imported: it is the same for everybody.
with open(
    settings.BASE_DIR / "authentik" / "sources" / "scim" / "schemas" / "schema.json",
    encoding="utf-8",
) as file:
    SCHEMAS = {schema["id"]: schema for schema in json.load(file)}


class SchemaView(View):
    """All schemas, or one."""

    def get(self, _request: HttpRequest, source_slug: str, schema_uri: str = "") -> JsonResponse:
        """Get it. It is no secret, and no other one for another source."""
        if not schema_uri:
            found = list(SCHEMAS.values())
            return JsonResponse({"totalResults": len(found), "Resources": found})
        if schema_uri not in SCHEMAS:
            raise Http404(f"There is no schema {schema_uri} for {source_slug}.")
        return JsonResponse(SCHEMAS[schema_uri])
