"""Challenges: what a stage asks, and what the web UI answers."""

from rest_framework.fields import CharField, ChoiceField, DictField, ListField
from rest_framework.serializers import Serializer

from authentik.api.serializers import PassiveSerializer, ThemedUrlsSerializer
from authentik.flows.models import FlowLayout


class ErrorDetailSerializer(PassiveSerializer):
    """One reason why an answer was not accepted."""

    string = CharField()
    code = CharField()


class ContextualFlowInfo(PassiveSerializer):
    """What the page around the challenge shows."""

    title = CharField(required=False, allow_blank=True)
    background = CharField(required=False)
    background_themed_urls = ThemedUrlsSerializer(required=False, allow_null=True)
    cancel_url = CharField()
    layout = ChoiceField(choices=FlowLayout.choices)


class Challenge(PassiveSerializer):
    """What a stage asks. The component says which part of the web UI shows it."""

    flow_info = ContextualFlowInfo(required=False)
    component = CharField(default="")
    response_errors = DictField(child=ErrorDetailSerializer(many=True), allow_empty=True, required=False)


class WithUserInfoChallenge(Challenge):
    """A challenge to a user whom the flow knows already."""

    pending_user = CharField(allow_blank=True)
    pending_user_avatar = CharField()


class RedirectChallenge(Challenge):
    """The end: go there."""

    component = CharField(default="xak-flow-redirect")
    to = CharField()


class AccessDeniedChallenge(WithUserInfoChallenge):
    """The end: no."""

    component = CharField(default="ak-stage-access-denied")
    error_message = CharField(required=False)


class FlowErrorChallenge(Challenge):
    """The end: we made a mistake."""

    component = CharField(default="ak-stage-flow-error")
    request_id = CharField()
    error = CharField(required=False)
    traceback = CharField(required=False)


class ChallengeResponse(PassiveSerializer):
    """An answer. Its checks may ask the stage that asked."""

    component = CharField(default="")

    def __init__(self, *args, stage=None, **kwargs):
        self.stage = stage
        super().__init__(*args, **kwargs)


def error_details(serializer: Serializer) -> dict[str, list[dict]]:
    """Return why an answer was not accepted, as challenges say it."""
    details: dict[str, list[dict]] = {}
    for field, errors in serializer.errors.items():
        flat = ListField().to_representation(errors) if isinstance(errors, list) else [errors]
        details[field] = [{"string": str(error), "code": str(getattr(error, "code", "invalid"))} for error in flat]
    return details
