"""Runs flows: shows the challenge of the current stage, takes its answer, goes on to the next."""

from traceback import format_exc

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import APIException
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from structlog.stdlib import get_logger

from authentik.flows.challenge import Challenge, FlowErrorChallenge, RedirectChallenge
from authentik.flows.models import Flow, FlowAuthenticationRequirement
from authentik.flows.plan import REDIRECT, Plan
from authentik.flows.stage import AccessDenied

LOGGER = get_logger(__name__)
QUERY = OpenApiParameter(
    name="query",
    location=OpenApiParameter.QUERY,
    required=True,
    description="Querystring as received",
    type=OpenApiTypes.STR,
)


@method_decorator(xframe_options_sameorigin, name="dispatch")
class FlowExecutorView(APIView):
    """The state of a flow is in the session, so that all requests of a browser see the same one."""

    permission_classes = [AllowAny]

    flow: Flow
    plan: Plan

    def prepare(self, request: Request, flow_slug: str):
        """Find the flow and where the session is in it."""
        self.request = request
        self.flow = get_object_or_404(Flow, slug=flow_slug)
        plan = Plan.load(request.session, flow_slug)
        if plan is None:
            query = QueryDict(request.query_params.get("query", ""))
            plan = Plan.make(self.flow, **{REDIRECT: self.safe_redirect(query.get("next"))})
        self.plan = plan

    def safe_redirect(self, target: str | None) -> str:
        """Return where to go in the end: never to somebody else."""
        if target and url_has_allowed_host_and_scheme(
            target, {self.request.get_host()}, require_https=self.request.is_secure()
        ):
            return target
        return settings.WEB_PATH

    def denied_because(self) -> str:
        """Return why this flow is not for whoever asks, or nothing."""
        wanted, user = self.flow.authentication, self.request.user
        required = FlowAuthenticationRequirement
        if wanted == required.REQUIRE_AUTHENTICATED and not user.is_authenticated:
            return _("Please log in first.")
        if wanted == required.REQUIRE_UNAUTHENTICATED and user.is_authenticated:
            return _("You are logged in already.")
        if wanted == required.REQUIRE_SUPERUSER and not getattr(user, "is_superuser", False):
            return _("Only superusers may do this.")
        return ""

    def run(self, request: Request, flow_slug: str) -> Response:
        """Have the current stage answer."""
        self.prepare(request, flow_slug)
        try:
            reason = self.denied_because()
            if reason:
                return self.stage_invalid(reason)
            stage = self.plan.stage()
            if stage is None:
                return self.done()
            response = stage.view(self, stage).dispatch()
            if self.plan is not None:
                self.plan.save(request.session)
            return response
        except APIException:
            raise
        except Exception as exc:  # noqa: BLE001 - whatever a stage does wrong, the page has to say something
            return self.failed(exc)

    @extend_schema(parameters=[QUERY], responses={200: Challenge}, operation_id="flows_executor_get")
    def get(self, request: Request, flow_slug: str) -> Response:
        """Get the next pending challenge from the currently active flow."""
        return self.run(request, flow_slug)

    @extend_schema(
        parameters=[QUERY], request=OpenApiTypes.OBJECT, responses={200: Challenge}, operation_id="flows_executor_solve"
    )
    def post(self, request: Request, flow_slug: str) -> Response:
        """Solve the previously retrieved challenge and advanced to the next stage."""
        return self.run(request, flow_slug)

    def stage_ok(self) -> HttpResponse:
        """Go on to the next stage. The browser asks for it, so that a reload does not answer twice."""
        if self.plan.stages:
            self.plan.stages.pop(0)
        if self.request.method == "POST":
            return HttpResponseRedirect(self.request.get_full_path())
        stage = self.plan.stage()
        return self.done() if stage is None else stage.view(self, stage).dispatch()

    def stage_invalid(self, message: str) -> Response:
        """End the flow by saying no."""
        response = AccessDenied(self, message).dispatch()
        self._forget()
        return response

    def done(self) -> Response:
        """End the flow by going where it was to lead."""
        target = self.plan.context.get(REDIRECT) or settings.WEB_PATH
        self._forget()
        return self._final(RedirectChallenge(data={"to": target}))

    def failed(self, exc: Exception) -> Response:
        """Say that we made a mistake. How exactly only superusers get to see."""
        LOGGER.exception("a stage failed", flow=self.flow.slug, error=str(exc))
        data = {"request_id": getattr(self.request._request, "request_id", "")}
        if getattr(self.request.user, "is_superuser", False):
            data |= {"error": str(exc), "traceback": format_exc()}
        self._forget()
        return self._final(FlowErrorChallenge(data=data))

    def _final(self, challenge: Challenge) -> Response:
        challenge.is_valid(raise_exception=True)
        return Response(challenge.data)

    def _forget(self):
        Plan.forget(self.request.session)
        self.plan = None
