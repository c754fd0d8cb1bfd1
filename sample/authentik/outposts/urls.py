"""URLs of outposts."""

from authentik.outposts.api import OutpostViewSet, ProxyOutpostConfigViewSet

urlpatterns = []
api_urlpatterns = [
    ("outposts/instances", OutpostViewSet, "outpost"),
    ("outposts/proxy", ProxyOutpostConfigViewSet, "proxyprovideroutpost"),
]
