"""Stage that logs somebody in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from authentik.flows.models import Stage
from authentik.lib.utils.time import parse_span


def validate_span(value: str):
    """Refuse what is no span of time."""
    from django.core.exceptions import ValidationError

    try:
        parse_span(value)
    except ValueError as exc:
        raise ValidationError(str(exc)) from exc


class UserLoginStage(Stage):
    """Logs in the user whom earlier stages have found and who has proven to be him."""

    session_duration = models.TextField(
        default="seconds=0",
        validators=[validate_span],
        help_text=_("How long the session lasts. seconds=0: until the browser is closed."),
    )

    class Meta:
        verbose_name = _("User Login Stage")
        verbose_name_plural = _("User Login Stages")

    @property
    def view(self):
        from authentik.stages.user_login.stage import UserLoginStageView

        return UserLoginStageView
