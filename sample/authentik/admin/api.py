"""API of administration."""

from drf_spectacular.utils import extend_schema
from rest_framework.fields import BooleanField, CharField
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from authentik import authentik_build_hash, authentik_version
from authentik.api.serializers import PassiveSerializer


class VersionSerializer(PassiveSerializer):
    """The version that runs, and the newest one that is known of."""

    version_current = CharField(read_only=True)
    version_latest = CharField(read_only=True)
    version_latest_valid = BooleanField(read_only=True)
    build_hash = CharField(read_only=True)
    outdated = BooleanField(read_only=True)
    outpost_outdated = BooleanField(read_only=True)


class VersionView(APIView):
    """The version. Nobody is asked for newer ones: this build is made to run without the internet."""

    permission_classes = [IsAuthenticated]

    @extend_schema(responses={200: VersionSerializer}, operation_id="admin_version_retrieve")
    def get(self, _request: Request) -> Response:
        """Get running and latest version."""
        version = {
            "version_current": authentik_version(),
            "version_latest": authentik_version(),
            "version_latest_valid": False,
            "build_hash": authentik_build_hash(),
            "outdated": False,
            "outpost_outdated": False,
        }
        return Response(VersionSerializer(version).data)
