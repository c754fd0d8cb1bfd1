"""Finds the brand of a request."""

from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from authentik.brands.models import Brand
from authentik.brands.utils import FALLBACK_DOMAIN, brand_for


def _lazy(request: HttpRequest) -> Brand:
    try:
        return brand_for(request.get_host())
    except DatabaseError:
        # An error page has to look like something as well.
        return Brand(domain=FALLBACK_DOMAIN)


class BrandMiddleware:
    """Sets request.brand. Nobody asks the database before somebody wants to know."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.brand = SimpleLazyObject(lambda: _lazy(request))
        return self.get_response(request)
