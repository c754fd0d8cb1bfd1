"""Stage that asks for a password."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from authentik.flows.models import Stage

BACKEND_INBUILT = "authentik.core.auth.InbuiltBackend"


class PasswordStage(Stage):
    """Asks for the password of the user whom an earlier stage has found."""

    backends = ArrayField(models.TextField(choices=[(BACKEND_INBUILT, _("User database"))]), default=list)
    failed_attempts_before_cancel = models.IntegerField(
        default=5, help_text=_("After so many wrong passwords the flow ends.")
    )
    allow_show_password = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("Password Stage")
        verbose_name_plural = _("Password Stages")

    @property
    def view(self):
        from authentik.stages.password.stage import PasswordStageView

        return PasswordStageView
