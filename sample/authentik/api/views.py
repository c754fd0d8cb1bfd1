"""What the API says of authentik itself and of whoever asks."""

from django.conf import settings
from rest_framework.exceptions import NotFound, ParseError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.views import exception_handler as original_handler

from authentik import authentik_version
from authentik.admin.files.manager import FileManager
from authentik.lib.config import CONFIG


def exception_handler(exc: Exception, context: dict) -> Response | None:
    """Answer 400 to a body that is no text, or nested without end, and say what kind of error it is."""
    exc = ParseError() if isinstance(exc, UnicodeDecodeError | RecursionError) else exc
    response = original_handler(exc, context)
    if response is not None and "detail" in response.data:
        response.data["code"] = response.data["detail"].code
    return response


def page(items: list[dict]) -> Response:
    """Answer with a list that has one page."""
    numbers = {"count": len(items), "current": 1, "total_pages": 1, "start_index": 1, "end_index": len(items)}
    return Response({"pagination": {"next": 0, "previous": 0, **numbers}, "results": items, "autocomplete": {}})


class VersionView(APIView):
    """The version that runs, and the newest one that is known of."""

    def get(self, _request: Request) -> Response:
        known = {"version_current": authentik_version(), "version_latest": authentik_version()}
        unknown = {"version_latest_valid": False, "outdated": False, "outpost_outdated": False, "build_hash": ""}
        return Response(known | unknown)


class ConfigView(APIView):
    """The public part of the configuration."""

    permission_classes = [AllowAny]

    def get(self, _request: Request) -> Response:
        dsn = CONFIG.get("error_reporting.sentry_dsn")
        reporting = {"enabled": bool(dsn), "sentry_dsn": dsn, "environment": "", "send_pii": False}
        return Response(
            {
                "error_reporting": {**reporting, "traces_sample_rate": 0.0},
                "capabilities": ["can_save_media"] if FileManager().manageable else [],
                **dict.fromkeys(("cache_timeout", "cache_timeout_flows", "cache_timeout_policies"), 300),
            }
        )


class CurrentBrandView(APIView):
    """How authentik looks: there is one brand."""

    permission_classes = [AllowAny]

    def get(self, _request: Request) -> Response:
        icon = f"{settings.STATIC_URL}dist/assets/icons/icon.png"
        flags = ("policies_buffered_access_view", "flows_continuous_login", "flows_refresh_others")
        return Response(
            {
                **{"matched_domain": "authentik-default", "branding_title": "authentik", "branding_custom_css": ""},
                **{"branding_logo": icon, "branding_favicon": icon, "ui_theme": "automatic", "default_locale": ""},
                **{"branding_logo_themed_urls": None, "branding_favicon_themed_urls": None, "ui_footer_links": []},
                **{"flow_authentication": "default-authentication-flow", "flags": dict.fromkeys(flags, False)},
            }
        )


class MeView(APIView):
    """Whoever asks."""

    def get(self, request: Request) -> Response:
        own = ("pk", "username", "name", "is_active", "is_superuser", "email")
        user = {name: getattr(request.user, name) for name in own}
        user |= {"uid": request.user.uuid.hex, "avatar": "", "type": "internal", "settings": {}}
        return Response({"user": user | {"groups": [], "roles": [], "system_permissions": []}})


class NotFoundView(APIView):
    """Says that there is nothing, as the rest of the API would say it."""

    permission_classes = [AllowAny]

    def initial(self, request, *args, **kwargs):
        raise NotFound
