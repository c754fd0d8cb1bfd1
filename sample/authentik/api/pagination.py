"""Pages of lists."""

from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response


class Pagination(PageNumberPagination):
    """Pages with everything about them in one object; 0 stands for "there is none"."""

    page_size_query_param = "page_size"
    max_page_size = 100

    def paginate_queryset(self, queryset, request, view=None):
        """Answer 400 to a page that does not exist: the schema of lists has no 404."""
        try:
            return super().paginate_queryset(queryset, request, view)
        except NotFound as exc:
            raise ValidationError({"page": [str(exc.detail)]}) from exc

    def get_paginated_response(self, data) -> Response:
        page = self.page
        return Response(
            {
                "pagination": {
                    "next": page.next_page_number() if page.has_next() else 0,
                    "previous": page.previous_page_number() if page.has_previous() else 0,
                    "count": page.paginator.count,
                    "current": page.number,
                    "total_pages": page.paginator.num_pages,
                    "start_index": page.start_index(),
                    "end_index": page.end_index(),
                },
                "results": data,
                "autocomplete": {},
            }
        )

    def get_paginated_response_schema(self, schema: dict) -> dict:
        numbers = ("next", "previous", "count", "current", "total_pages", "start_index", "end_index")
        pagination = {
            "type": "object",
            "properties": {name: {"type": "number"} for name in numbers},
            "required": list(numbers),
        }
        return {
            "type": "object",
            "properties": {
                "pagination": pagination,
                "results": schema,
                "autocomplete": {"type": "object", "additionalProperties": {}},
            },
            "required": ["pagination", "results", "autocomplete"],
        }
