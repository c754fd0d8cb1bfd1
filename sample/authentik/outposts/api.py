"""API of outposts."""

from django_filters import CharFilter, FilterSet
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from authentik.api.views import page
from authentik.outposts.models import Outpost


class OutpostFilter(FilterSet):
    """What a list of outposts can be narrowed down by."""

    managed__iexact = CharFilter(field_name="managed", lookup_expr="iexact")

    class Meta:
        model = Outpost
        fields = []


class OutpostView(APIView):
    """Outposts. There are no providers here for them to serve, and nobody to deploy them."""

    def get(self, request: Request) -> Response:
        nothing = {"providers": [], "providers_obj": [], "service_connection": None, "service_connection_obj": None}
        view = "authentik_outposts.view_outpost"
        found = OutpostFilter(request.query_params, Outpost.objects.order_by("name"))
        if not found.is_valid():
            return Response(found.errors, status=400)
        return page(
            [
                {
                    **{"pk": outpost.pk, "name": outpost.name, "type": outpost.type, "managed": outpost.managed},
                    **{"config": {"log_level": "info"}, "refresh_interval_s": 300, **nothing},
                    "token_identifier": f"ak-outpost-{outpost.pk.hex}-api",
                }
                for outpost in found.qs
                if request.user.has_perm(view) or request.user.has_perm(view, outpost)
            ]
        )


class ProxyView(APIView):
    """What proxies are to serve: nothing."""

    def get(self, _request: Request) -> Response:
        return page([])
