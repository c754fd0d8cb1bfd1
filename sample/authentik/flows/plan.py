"""Where somebody is in a flow. Kept in his session."""

from dataclasses import asdict, dataclass, field
from typing import Any

from authentik.flows.models import Flow, FlowStageBinding, Stage

SESSION_KEY = "authentik/flows/plan"
# What stages tell each other.
PENDING_USER = "pending_user"
ATTEMPTED_IDENTIFIER = "attempted_identifier"
AUTH_BACKEND = "auth_backend"
REDIRECT = "redirect"
FAILED_ATTEMPTS = "failed_attempts"


@dataclass
class Plan:
    """What is left to do of a flow. It holds only what JSON can."""

    slug: str
    stages: list[str] = field(default_factory=list)
    context: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def make(cls, flow: Flow, **context) -> "Plan":
        """Return a plan of all stages of a flow."""
        bindings = FlowStageBinding.objects.filter(target=flow).order_by("order")
        stages = [str(pk) for pk in bindings.values_list("stage_id", flat=True)]
        return cls(flow.slug, stages, context)

    @classmethod
    def load(cls, session, slug: str) -> "Plan | None":
        """Return the plan of a session, if it is one of this flow."""
        kept = session.get(SESSION_KEY)
        return cls(**kept) if kept and kept["slug"] == slug else None

    def save(self, session):
        """Keep it."""
        session[SESSION_KEY] = asdict(self)

    @staticmethod
    def forget(session):
        """Forget whatever plan there is."""
        session.pop(SESSION_KEY, None)

    def stage(self) -> Stage | None:
        """Return the stage to do next. One that was deleted meanwhile is passed over."""
        while self.stages:
            found = Stage.objects.filter(pk=self.stages[0]).select_subclasses().first()
            if found is not None:
                return found
            self.stages.pop(0)
        return None
