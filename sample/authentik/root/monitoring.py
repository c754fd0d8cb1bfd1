"""What monitoring asks: is it alive, is it ready, what did it count."""

from secrets import compare_digest

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views import View
from django_prometheus.exports import ExportToDjangoView
from structlog.stdlib import get_logger

from authentik import authentik_version

LOGGER = get_logger(__name__)
HEALTH_PREFIX = "/-/health/"


def _health(code: int, **content) -> HttpResponse:
    response = JsonResponse(content | {"version": authentik_version()}, status=code)
    response["Cache-Control"] = "no-store"
    return response


class LiveView(View):
    """This process answers."""

    def get(self, _request: HttpRequest) -> HttpResponse:
        return _health(200, status="live")


class ReadyView(View):
    """This process can do its work: the database is there and has the tables that this release wants."""

    migrated = False

    def get(self, _request: HttpRequest) -> HttpResponse:
        try:
            for connection in connections.all():
                with connection.cursor() as cursor:
                    cursor.execute("SELECT 1")
            if not ReadyView.migrated:
                ReadyView.migrated = not self.pending()
        except DatabaseError as exc:
            LOGGER.warning("not ready", reason=str(exc))
            return _health(503, status="not ready", reason="the database does not answer")
        if not ReadyView.migrated:
            return _health(503, status="not ready", reason="migrations have not been applied")
        return _health(200, status="ready")

    @staticmethod
    def pending() -> bool:
        """Say whether there are migrations to apply."""
        executor = MigrationExecutor(connections["default"])
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


class MetricsView(View):
    """Metrics, for whoever knows the secret key: they tell how much this instance is used."""

    def get(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("Authorization", "")
        if not compare_digest(given.encode(), f"Bearer {settings.SECRET_KEY}".encode()):
            return HttpResponse(status=401, headers={"WWW-Authenticate": 'Bearer realm="metrics"'})
        return ExportToDjangoView(request)
