"""API of brands."""

from django.db import models
from django_filters import CharFilter, FilterSet, UUIDFilter
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.fields import CharField, ChoiceField, DictField, ListField, SerializerMethodField
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ModelSerializer
from rest_framework.viewsets import GenericViewSet

from authentik.api.fields import JSONDictField
from authentik.api.serializers import PassiveSerializer, ThemedUrlsSerializer
from authentik.brands.models import Brand


class Themes(models.TextChoices):
    """How the web UI looks."""

    AUTOMATIC = "automatic"
    LIGHT = "light"
    DARK = "dark"


# Switches of single behaviours, and their defaults.
FLAGS = {
    "policies_buffered_access_view": False,
    "flows_continuous_login": False,
    "flows_refresh_others": False,
}


class BrandSerializer(ModelSerializer):
    """A brand."""

    attributes = JSONDictField(required=False)

    class Meta:
        model = Brand
        fields = [
            "brand_uuid",
            "domain",
            "default",
            "branding_title",
            "branding_logo",
            "branding_favicon",
            "branding_custom_css",
            "branding_default_flow_background",
            "flow_authentication",
            "flow_invalidation",
            "flow_recovery",
            "attributes",
        ]


class FooterLinkSerializer(PassiveSerializer):
    """A link at the end of a page."""

    href = CharField(read_only=True, allow_null=True)
    name = CharField(read_only=True)


class CurrentBrandSerializer(PassiveSerializer):
    """What everybody may know of a brand."""

    matched_domain = CharField(source="domain")
    branding_title = CharField()
    branding_logo = CharField(source="branding_logo_url")
    branding_logo_themed_urls = ThemedUrlsSerializer(read_only=True, default=None, allow_null=True)
    branding_favicon = CharField(source="branding_favicon_url")
    branding_favicon_themed_urls = ThemedUrlsSerializer(read_only=True, default=None, allow_null=True)
    branding_custom_css = CharField()
    ui_footer_links = SerializerMethodField()
    ui_theme = SerializerMethodField()
    flow_authentication = CharField(source="flow_authentication.slug", required=False)
    flow_invalidation = CharField(source="flow_invalidation.slug", required=False)
    flow_recovery = CharField(source="flow_recovery.slug", required=False)
    default_locale = SerializerMethodField()
    flags = SerializerMethodField()

    def _setting(self, brand: Brand, name: str, default):
        settings = brand.attributes.get("settings", {})
        return settings.get(name, default) if isinstance(settings, dict) else default

    @extend_schema(responses=ListField(child=FooterLinkSerializer()))
    def get_ui_footer_links(self, brand: Brand) -> list[dict]:
        """Return the links that administrators want."""
        links = self._setting(brand, "footer_links", [])
        return FooterLinkSerializer(links, many=True).data

    @extend_schema(responses=ChoiceField(choices=Themes.choices))
    def get_ui_theme(self, brand: Brand) -> str:
        """Return the theme, if it is one."""
        theme = self._setting(brand, "theme", {})
        base = theme.get("base") if isinstance(theme, dict) else None
        return base if base in Themes.values else Themes.AUTOMATIC

    def get_default_locale(self, brand: Brand) -> str:
        """Return the language of who did not choose one."""
        return str(self._setting(brand, "locale", ""))

    @extend_schema(responses=DictField())
    def get_flags(self, _brand: Brand) -> dict[str, bool]:
        """Return switches of single behaviours."""
        return dict(FLAGS)

    def to_representation(self, instance: Brand) -> dict:
        """Leave out flows that there are none of."""
        data = super().to_representation(instance)
        return {k: v for k, v in data.items() if not (k.startswith("flow_") and v is None)}


class BrandFilter(FilterSet):
    """What a list of brands can be narrowed down by."""

    brand_uuid = UUIDFilter(field_name="brand_uuid")
    domain = CharFilter(field_name="domain")

    class Meta:
        model = Brand
        fields = [
            "default",
            "branding_title",
            "branding_logo",
            "branding_favicon",
            "branding_default_flow_background",
            "flow_authentication",
            "flow_invalidation",
            "flow_recovery",
        ]


class BrandViewSet(RetrieveModelMixin, ListModelMixin, GenericViewSet):
    """Brands."""

    queryset = Brand.objects.all()
    serializer_class = BrandSerializer
    filterset_class = BrandFilter
    search_fields = ["domain", "branding_title"]
    ordering = ["domain"]
    ordering_fields = ["domain", "default", "branding_title"]

    @extend_schema(responses={200: CurrentBrandSerializer}, operation_id="core_brands_current_retrieve")
    @action(detail=False, permission_classes=[AllowAny], filter_backends=[], pagination_class=None)
    def current(self, request: Request) -> Response:
        """Get current brand."""
        # The middleware knows Django's request, which DRF wraps.
        return Response(CurrentBrandSerializer(request._request.brand).data)
