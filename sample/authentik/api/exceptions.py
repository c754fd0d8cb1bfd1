"""How errors look: {"detail": …, "code": …}, or the fields that are wrong and why."""

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import DataError, IntegrityError
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.views import exception_handler


def handler(exc: Exception, context: dict):
    """Answer what the client did wrong by 400, also if only a model or the database noticed."""
    if isinstance(exc, DjangoValidationError):
        exc = ValidationError(exc.message_dict if hasattr(exc, "error_dict") else {"non_field_errors": exc.messages})
    elif isinstance(exc, UnicodeDecodeError | RecursionError):
        # What our parser says of a body that is no text, or nested without end.
        exc = ParseError()
    elif isinstance(exc, DataError):
        # A time zone of 20 hours, for instance, is one to Python but not to PostgreSQL.
        exc = ValidationError({"non_field_errors": [_("This has a value that cannot be stored.")]})
    elif isinstance(exc, IntegrityError):
        exc = ValidationError({"non_field_errors": [_("This collides with what there is.")]})
    response = exception_handler(exc, context)
    if response is None:
        return None
    if isinstance(exc, ValidationError) and isinstance(response.data, list):
        response.data = {"non_field_errors": response.data}
    elif isinstance(response.data, dict) and "detail" in response.data:
        response.data.setdefault("code", getattr(response.data["detail"], "code", "error"))
    return response
