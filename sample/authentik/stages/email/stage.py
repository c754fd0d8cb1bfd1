"""Has an e-mail sent. Nothing is shown."""

from rest_framework.response import Response

from authentik.flows.stage import StageView
from authentik.stages.email.models import EmailStage
from authentik.stages.email.tasks import send_mail


class EmailStageView(StageView):
    """Has an e-mail sent to whoever is pending; nobody can tell by the answer whether there is such a user."""

    stage: EmailStage

    def dispatch(self) -> Response:
        user = self.pending_user()
        if user and user.email:
            send_mail.send(
                subject=self.stage.subject,
                to=[(user.name, user.email)],
                template=self.stage.template,
                context={"name": user.get_full_name(), "username": user.username},
                from_email=self.stage.from_address or None,
            )
        return self.executor.stage_ok()
