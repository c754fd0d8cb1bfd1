"""Which brand is meant."""

from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.http import HttpRequest

from authentik import authentik_full_version
from authentik.brands.models import Brand

FALLBACK_DOMAIN = "fallback"


def brand_for(host: str) -> Brand:
    """Return the brand of a host: that of the longest domain it is part of, else the default one."""
    host = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    candidates: QuerySet[Brand] = (
        Brand.objects.annotate(asked=Value(host.lower()))
        .filter(Q(asked__iexact=F("domain")) | Q(asked__iendswith=F("domain")) | Q(default=True))
        .select_related("flow_authentication", "flow_invalidation", "flow_recovery")
    )

    def matches(brand: Brand) -> bool:
        domain = brand.domain.lower().removeprefix(".")
        return host.lower() == domain or host.lower().endswith("." + domain)

    found = sorted(candidates, key=lambda brand: (matches(brand), len(brand.domain)), reverse=True)
    return next((b for b in found if matches(b) or b.default), Brand(domain=FALLBACK_DOMAIN))


def context_processor(request: HttpRequest) -> dict[str, Any]:
    """Give templates the brand and the version."""
    brand = getattr(request, "brand", None) or Brand(domain=FALLBACK_DOMAIN)
    return {"brand": brand, "version": authentik_full_version()}
