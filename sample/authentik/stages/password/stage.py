"""Shows the password stage."""

from django.contrib.auth import authenticate as django_authenticate
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _
from rest_framework.fields import BooleanField, CharField
from rest_framework.response import Response
from rest_framework.serializers import ValidationError

from authentik.core.models import User
from authentik.flows.challenge import ChallengeResponse, WithUserInfoChallenge
from authentik.flows.plan import AUTH_BACKEND, FAILED_ATTEMPTS
from authentik.flows.stage import StageView
from authentik.stages.password.models import PasswordStage


def authenticate(request, user: User | None, password: str) -> str | None:
    """Return the path of the backend that accepts the password. For nobody it takes as long as for somebody."""
    if user is None:
        make_password(password)
        return None
    found = django_authenticate(request._request, username=user.username, password=password)
    return found.backend if found else None


class PasswordChallenge(WithUserInfoChallenge):
    """Asks for a password."""

    component = CharField(default="ak-stage-password")
    recovery_url = CharField(required=False)
    allow_show_password = BooleanField(default=False)


class PasswordChallengeResponse(ChallengeResponse):
    """Says it."""

    component = CharField(default="ak-stage-password")
    password = CharField(trim_whitespace=False)

    def validate_password(self, password: str) -> str:
        """Check it, and count when it is wrong."""
        backend = authenticate(self.stage.request, self.stage.pending_user(), password)
        if backend is None:
            self.stage.count_failure()
            raise ValidationError(_("Invalid password"), "invalid")
        self.stage.plan.context[AUTH_BACKEND] = backend
        return password


class PasswordStageView(StageView):
    """Asks for a password."""

    stage: PasswordStage
    response_class = PasswordChallengeResponse

    def get_challenge(self) -> PasswordChallenge:
        return PasswordChallenge(data={"allow_show_password": self.stage.allow_show_password})

    def count_failure(self):
        """Count a wrong password."""
        self.plan.context[FAILED_ATTEMPTS] = self.plan.context.get(FAILED_ATTEMPTS, 0) + 1

    def dispatch(self) -> Response:
        """A password that was right in an earlier stage is not asked for again."""
        if self.plan.context.get(AUTH_BACKEND):
            return self.executor.stage_ok()
        return super().dispatch()

    def show(self, errors: dict | None = None) -> Response:
        if errors and self.plan.context.get(FAILED_ATTEMPTS, 0) >= self.stage.failed_attempts_before_cancel:
            return self.executor.stage_invalid(_("Too many wrong passwords."))
        return super().show(errors)
