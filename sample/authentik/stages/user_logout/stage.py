"""Logs out. Nothing is shown."""

from django.contrib.auth import logout
from rest_framework.response import Response

from authentik.flows.stage import StageView


class UserLogoutStageView(StageView):
    """Logs out."""

    def dispatch(self) -> Response:
        logout(self.request._request)
        return self.executor.stage_ok()
