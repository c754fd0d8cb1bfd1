"""Shows the identification stage."""

from django.db.models import Q
from django.utils.translation import gettext as _
from rest_framework.fields import BooleanField, CharField, ChoiceField, DictField, ListField
from rest_framework.response import Response
from rest_framework.serializers import ValidationError

from authentik.core.models import User, UserTypes
from authentik.flows.challenge import Challenge, ChallengeResponse
from authentik.flows.models import FlowDesignation
from authentik.flows.plan import ATTEMPTED_IDENTIFIER, PENDING_USER
from authentik.flows.stage import StageView
from authentik.stages.identification.models import IdentificationStage
from authentik.stages.password.stage import authenticate


class IdentificationChallenge(Challenge):
    """Asks who somebody is."""

    component = CharField(default="ak-stage-identification")
    user_fields = ListField(child=CharField(), allow_empty=True, allow_null=True)
    password_fields = BooleanField()
    allow_show_password = BooleanField(default=False)
    flow_designation = ChoiceField(choices=FlowDesignation.choices)
    primary_action = CharField()
    sources = ListField(child=DictField(), required=False)
    show_source_labels = BooleanField()
    enable_remember_me = BooleanField(required=False, default=True)


class IdentificationChallengeResponse(ChallengeResponse):
    """Says who."""

    component = CharField(default="ak-stage-identification")
    uid_field = CharField(required=False, allow_blank=True, allow_null=True)
    password = CharField(required=False, allow_blank=True, allow_null=True, trim_whitespace=False)

    def validate(self, attrs: dict) -> dict:
        """Find the user, and check the password if it is asked for here."""
        stage: IdentificationStage = self.stage.stage
        uid = attrs.get("uid_field")
        if not uid:
            raise ValidationError(_("No identification data provided."))
        user = self.stage.find_user(uid)
        attrs["user"] = user
        if user is None and not stage.pretend_user_exists:
            raise ValidationError(_("Failed to authenticate."))
        if stage.password_stage:
            password = attrs.get("password")
            if not password:
                raise ValidationError({"password": _("Password is required.")})
            attrs["backend"] = authenticate(self.stage.request, user, password)
            if attrs["backend"] is None:
                raise ValidationError(_("Failed to authenticate."))
        return attrs


class IdentificationStageView(StageView):
    """Asks who somebody is."""

    stage: IdentificationStage
    response_class = IdentificationChallengeResponse

    def find_user(self, uid: str) -> User | None:
        """Find an active user by what the stage allows."""
        lookup = "iexact" if self.stage.case_insensitive_matching else "exact"
        condition = Q(pk__in=[])
        for name in self.stage.user_fields:
            condition |= Q(**{f"{name}__{lookup}": uid})
        users = User.objects.filter(condition, is_active=True)
        # Accounts of outposts log in by their tokens only.
        return users.exclude(type=UserTypes.INTERNAL_SERVICE_ACCOUNT).order_by("pk").first()

    def get_challenge(self) -> IdentificationChallenge:
        actions = {FlowDesignation.RECOVERY: _("Recover"), FlowDesignation.ENROLLMENT: _("Continue")}
        designation = self.executor.flow.designation
        return IdentificationChallenge(
            data={
                "user_fields": self.stage.user_fields or None,
                "password_fields": self.stage.password_stage is not None,
                "allow_show_password": bool(
                    self.stage.password_stage and self.stage.password_stage.allow_show_password
                ),
                "flow_designation": designation,
                "primary_action": actions.get(designation, _("Log in")),
                "sources": [],
                "show_source_labels": self.stage.show_source_labels,
                "enable_remember_me": self.stage.enable_remember_me,
            }
        )

    def challenge_valid(self, response: ChallengeResponse) -> Response:
        answer = response.validated_data
        user: User | None = answer["user"]
        self.plan.context[ATTEMPTED_IDENTIFIER] = answer["uid_field"][:150]
        self.plan.context[PENDING_USER] = user.pk if user else None
        if "backend" in answer:
            self.plan.context["auth_backend"] = answer["backend"]
        return self.executor.stage_ok()
