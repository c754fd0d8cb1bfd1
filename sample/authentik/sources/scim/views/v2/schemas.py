"""Which attributes users and groups have."""

import json

from django.conf import settings
from django.http import HttpRequest, JsonResponse

# Read once, as this is imported: it is the same for everybody.
with open(
    settings.BASE_DIR / "authentik" / "sources" / "scim" / "schemas" / "schema.json",
    encoding="utf-8",
) as file:
    SCHEMAS = json.load(file)


def schemas(_request: HttpRequest, source_slug: str) -> JsonResponse:
    """Return all schemas, the same for each source."""
    return JsonResponse({"totalResults": len(SCHEMAS), "Resources": SCHEMAS})
