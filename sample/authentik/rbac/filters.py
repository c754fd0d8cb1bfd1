"""What is left of a list for whoever asks."""

from django.db.models import QuerySet
from guardian.shortcuts import get_objects_for_user
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request


class ObjectFilter(BaseFilterBackend):
    """Leaves in a list what the user may see."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view) -> QuerySet:
        meta = queryset.model._meta
        return get_objects_for_user(request.user, f"{meta.app_label}.view_{meta.model_name}", queryset)
