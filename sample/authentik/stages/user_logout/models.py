"""Stage that logs somebody out."""

from django.utils.translation import gettext_lazy as _

from authentik.flows.models import Stage


class UserLogoutStage(Stage):
    """Ends the session of whoever runs the flow."""

    class Meta:
        verbose_name = _("User Logout Stage")
        verbose_name_plural = _("User Logout Stages")

    @property
    def view(self):
        from authentik.stages.user_logout.stage import UserLogoutStageView

        return UserLogoutStageView
