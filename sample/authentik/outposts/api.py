"""API of outposts."""

from datetime import timedelta

from django_filters import BooleanFilter, CharFilter, FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework.fields import CharField, SerializerMethodField
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.serializers import ModelSerializer
from rest_framework.viewsets import GenericViewSet

from authentik.api.fields import JSONDictField
from authentik.lib.utils.time import parse_span
from authentik.outposts.models import Outpost

DEFAULT_INTERVAL = timedelta(minutes=5)


class OutpostSerializer(ModelSerializer):
    """An outpost. There are no providers here for it to serve, and nobody to deploy it."""

    config = JSONDictField()
    token_identifier = CharField(read_only=True)
    providers = SerializerMethodField()
    providers_obj = SerializerMethodField()
    service_connection = SerializerMethodField()
    service_connection_obj = SerializerMethodField()
    refresh_interval_s = SerializerMethodField()

    def get_providers(self, _outpost: Outpost) -> list[int]:
        """Return the keys of what it serves."""
        return []

    def get_providers_obj(self, _outpost: Outpost) -> list[dict]:
        """Return what it serves."""
        return []

    def get_service_connection(self, _outpost: Outpost) -> str | None:
        """Return the key of what deploys it."""
        return None

    def get_service_connection_obj(self, _outpost: Outpost) -> dict | None:
        """Return what deploys it."""
        return None

    def get_refresh_interval_s(self, outpost: Outpost) -> int:
        """Return how often it should ask anew, in seconds."""
        try:
            interval = parse_span(outpost.config.get("refresh_interval", ""))
        except ValueError:
            interval = DEFAULT_INTERVAL
        return int(interval.total_seconds())

    class Meta:
        model = Outpost
        fields = [
            "pk",
            "name",
            "type",
            "providers",
            "providers_obj",
            "service_connection",
            "service_connection_obj",
            "refresh_interval_s",
            "token_identifier",
            "config",
            "managed",
        ]


class OutpostFilter(FilterSet):
    """What a list of outposts can be narrowed down by."""

    managed__iexact = CharFilter(field_name="managed", lookup_expr="iexact")
    managed__icontains = CharFilter(field_name="managed", lookup_expr="icontains")
    name__iexact = CharFilter(field_name="name", lookup_expr="iexact")
    name__icontains = CharFilter(field_name="name", lookup_expr="icontains")
    providers__isnull = BooleanFilter(method="filter_providers")

    def filter_providers(self, queryset, _name: str, value: bool):
        """No outpost has any."""
        return queryset if value else queryset.none()

    class Meta:
        model = Outpost
        fields = []


class OutpostViewSet(RetrieveModelMixin, ListModelMixin, GenericViewSet):
    """Outposts."""

    queryset = Outpost.objects.all()
    serializer_class = OutpostSerializer
    filterset_class = OutpostFilter
    search_fields = ["name"]
    ordering = ["name"]
    ordering_fields = ["name", "type"]


class ProxyOutpostConfigViewSet(ListModelMixin, GenericViewSet):
    """What proxies are to serve: nothing, as long as there are no providers."""

    queryset = Outpost.objects.none()
    serializer_class = OutpostSerializer
    filterset_fields = ["name"]
    search_fields = ["name"]
    ordering = ["name"]

    @extend_schema(operation_id="outposts_proxy_list")
    def list(self, request, *args, **kwargs):
        return super().list(request, *args, **kwargs)
