"""Middleware of every request."""

from time import perf_counter
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from structlog.contextvars import bound_contextvars
from structlog.stdlib import get_logger

from authentik.root.monitoring import HEALTH_PREFIX

LOGGER = get_logger(__name__)
RESPONSE_HEADER_ID = "X-authentik-id"


class LoggingMiddleware:
    """Gives each request an id that all of its log lines carry, and writes one line when it is done."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = uuid4().hex
        start = perf_counter()
        with bound_contextvars(request_id=request.request_id, host=request.META.get("HTTP_HOST")):
            response = self.get_response(request)
            response[RESPONSE_HEADER_ID] = request.request_id
            if HEALTH_PREFIX not in request.path:
                LOGGER.info(
                    "request",
                    method=request.method,
                    path=request.path,
                    status=response.status_code,
                    runtime=round((perf_counter() - start) * 1000, 1),
                )
        return response
