"""Stage that sends an e-mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from authentik.flows.models import Stage


class EmailTemplates(models.TextChoices):
    """Templates that come with authentik. Those in email.template_dir are usable as well."""

    ACCOUNT_CONFIRM = "email/account_confirmation.html", _("Account confirmation")
    PASSWORD_RESET = "email/password_reset.html", _("Password reset")  # nosec


class EmailStage(Stage):
    """Sends an e-mail to the pending user. The flow goes on; the mail is sent by a worker."""

    subject = models.TextField(default="authentik")
    template = models.TextField(default=EmailTemplates.PASSWORD_RESET)
    from_address = models.EmailField(blank=True, default="")

    class Meta:
        verbose_name = _("Email Stage")
        verbose_name_plural = _("Email Stages")

    @property
    def view(self):
        from authentik.stages.email.stage import EmailStageView

        return EmailStageView
