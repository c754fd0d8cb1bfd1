"""Logs in. Nothing is shown."""

from django.contrib.auth import login
from django.utils.translation import gettext as _
from rest_framework.response import Response

from authentik.flows.plan import AUTH_BACKEND
from authentik.flows.stage import StageView
from authentik.lib.utils.time import parse_span
from authentik.stages.user_login.models import UserLoginStage


class UserLoginStageView(StageView):
    """Logs in whoever is pending."""

    stage: UserLoginStage

    def dispatch(self) -> Response:
        user = self.pending_user()
        backend = self.plan.context.get(AUTH_BACKEND)
        if user is None or backend is None:
            return self.executor.stage_invalid(_("No pending user to log in."))
        # This also gives the session a new key: whoever knew the old one knows nothing.
        login(self.request._request, user, backend=backend)
        seconds = int(parse_span(self.stage.session_duration).total_seconds())
        self.request.session.set_expiry(seconds)
        return self.executor.stage_ok()
