"""What monitoring asks: is it alive, is it ready."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse


def live(_request: HttpRequest) -> JsonResponse:
    """Say that this process answers."""
    return JsonResponse({"status": "live"})


def ready(_request: HttpRequest) -> JsonResponse:
    """Say whether the database is there and has the tables that this release wants."""
    try:
        executor = MigrationExecutor(connection)
        is_ready = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        is_ready = False
    return JsonResponse({"status": "ready" if is_ready else "not ready"}, status=200 if is_ready else 503)
