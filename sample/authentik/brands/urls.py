"""URLs of brands."""

from authentik.brands.api import BrandViewSet

urlpatterns = []
api_urlpatterns = [("core/brands", BrandViewSet, "brand")]
