"""What everybody may know about the configuration."""

from pathlib import Path

from django.conf import settings
from django.db import models
from drf_spectacular.utils import extend_schema
from rest_framework.fields import BooleanField, CharField, ChoiceField, FloatField, IntegerField, ListField
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from authentik.admin.files.manager import FileManager
from authentik.admin.files.usage import FileUsage
from authentik.api.serializers import PassiveSerializer
from authentik.lib.config import CONFIG


class Capabilities(models.TextChoices):
    """What this instance can do, depending on how it is set up."""

    CAN_SAVE_MEDIA = "can_save_media"
    CAN_SAVE_REPORTS = "can_save_reports"
    CAN_GEO_IP = "can_geo_ip"
    CAN_ASN = "can_asn"
    CAN_IMPERSONATE = "can_impersonate"
    CAN_DEBUG = "can_debug"
    IS_ENTERPRISE = "is_enterprise"


class ErrorReportingConfigSerializer(PassiveSerializer):
    """How errors are reported."""

    enabled = BooleanField(read_only=True)
    sentry_dsn = CharField(read_only=True)
    environment = CharField(read_only=True)
    send_pii = BooleanField(read_only=True)
    traces_sample_rate = FloatField(read_only=True)


class ConfigSerializer(PassiveSerializer):
    """The public part of the configuration."""

    error_reporting = ErrorReportingConfigSerializer(required=True)
    capabilities = ListField(child=ChoiceField(choices=Capabilities.choices))
    cache_timeout = IntegerField(required=True)
    cache_timeout_flows = IntegerField(required=True)
    cache_timeout_policies = IntegerField(required=True)


class ConfigView(APIView):
    """Read-only view of the public part of the configuration."""

    permission_classes = [AllowAny]

    @staticmethod
    def capabilities() -> list[Capabilities]:
        """Find out what this instance can do."""
        conditions = {
            Capabilities.CAN_SAVE_MEDIA: FileManager(FileUsage.MEDIA).manageable,
            Capabilities.CAN_SAVE_REPORTS: FileManager(FileUsage.REPORTS).manageable,
            Capabilities.CAN_GEO_IP: Path(CONFIG.get("events.context_processors.geoip")).is_file(),
            Capabilities.CAN_ASN: Path(CONFIG.get("events.context_processors.asn")).is_file(),
            Capabilities.CAN_DEBUG: settings.DEBUG,
        }
        return [capability for capability, condition in conditions.items() if condition]

    @extend_schema(responses={200: ConfigSerializer}, operation_id="root_config_retrieve")
    def get(self, _request: Request) -> Response:
        """Retrieve public configuration options."""
        config = {
            "error_reporting": {
                "enabled": CONFIG.get_bool("error_reporting.enabled"),
                "sentry_dsn": CONFIG.get("error_reporting.sentry_dsn", ""),
                "environment": CONFIG.get("error_reporting.environment", ""),
                "send_pii": CONFIG.get_bool("error_reporting.send_pii"),
                "traces_sample_rate": CONFIG.get_float("error_reporting.sample_rate"),
            },
            "capabilities": self.capabilities(),
            "cache_timeout": CONFIG.get_int("cache.timeout"),
            "cache_timeout_flows": CONFIG.get_int("cache.timeout_flows"),
            "cache_timeout_policies": CONFIG.get_int("cache.timeout_policies"),
        }
        return Response(ConfigSerializer(config).data)
