"""What shows a stage and takes its answers."""

from typing import TYPE_CHECKING

from django.conf import settings
from rest_framework.response import Response

from authentik.core.models import User
from authentik.flows.challenge import (
    AccessDeniedChallenge,
    Challenge,
    ChallengeResponse,
    WithUserInfoChallenge,
    error_details,
)
from authentik.flows.models import Stage
from authentik.flows.plan import PENDING_USER

if TYPE_CHECKING:
    from authentik.flows.views.executor import FlowExecutorView


class StageView:
    """What every stage can do. A stage that asks nothing overrides dispatch."""

    response_class: type[ChallengeResponse] = ChallengeResponse

    def __init__(self, executor: "FlowExecutorView", stage: Stage):
        self.executor = executor
        self.request = executor.request
        self.plan = executor.plan
        self.stage = stage

    def pending_user(self) -> User | None:
        """Return whom the flow is about, if it knows."""
        pk = self.plan.context.get(PENDING_USER)
        return User.objects.filter(pk=pk, is_active=True).first() if pk else None

    def get_challenge(self) -> Challenge:
        """Return what is asked, without what the page around it shows."""
        raise NotImplementedError(f"{type(self).__name__} does not say what it asks.")

    def challenge_valid(self, response: ChallengeResponse) -> Response:
        """Do what has to be done with an answer that was accepted."""
        return self.executor.stage_ok()

    def dispatch(self) -> Response:
        """Show the stage, or take an answer."""
        if self.request.method != "POST":
            return self.show()
        data = self.request.data if isinstance(self.request.data, dict) else {}
        response = self.response_class(data=data, stage=self)
        if response.is_valid():
            return self.challenge_valid(response)
        return self.show(error_details(response))

    def show(self, errors: dict | None = None) -> Response:
        """Answer with the challenge."""
        challenge = self.get_challenge()
        data = {**challenge.initial_data, "flow_info": self.flow_info()}
        if isinstance(challenge, WithUserInfoChallenge):
            data |= self.user_info()
        if errors:
            data["response_errors"] = errors
        final = type(challenge)(data=data)
        final.is_valid(raise_exception=True)
        return Response(final.data)

    def flow_info(self) -> dict:
        """Return what the page around the challenge shows."""
        flow = self.executor.flow
        return {
            "title": flow.title,
            "background": flow.background_url(self.request._request),
            "cancel_url": f"{settings.WEB_PATH}flows/-/cancel/",
            "layout": flow.layout,
        }

    def user_info(self) -> dict:
        """Return who is asked. A name that nobody has gets a picture as well, so that it cannot be told."""
        user = self.pending_user()
        name = self.plan.context.get("attempted_identifier", "")
        shown = user or User(username=name or "?", name=name)
        return {"pending_user": user.username if user else name, "pending_user_avatar": shown.avatar}


class AccessDenied(StageView):
    """Says no, and why."""

    def __init__(self, executor: "FlowExecutorView", message: str):
        super().__init__(executor, Stage(name="access denied"))
        self.message = message

    def get_challenge(self) -> Challenge:
        return AccessDeniedChallenge(data={"error_message": self.message})

    def dispatch(self) -> Response:
        return self.show()
