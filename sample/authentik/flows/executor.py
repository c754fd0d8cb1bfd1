"""Runs flows: shows the challenge of the current stage, takes its answer, goes on to the next."""

from django.contrib.auth import authenticate, login
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from authentik.flows.models import Flow

SESSION_KEY = "authentik/flows/plan"
# What the web UI needs for the page of a stage.
CHALLENGES = {
    "identification": {
        **{"component": "ak-stage-identification", "user_fields": ["username"], "password_fields": False},
        **{"allow_show_password": False, "flow_designation": "authentication", "sources": []},
        **{"show_source_labels": False, "enable_remember_me": False},
    },
    "password": {"component": "ak-stage-password", "pending_user_avatar": "", "allow_show_password": False},
}


class FlowExecutorView(APIView):
    """Where somebody is in a flow is in his session: its slug, how many stages are done, and his name."""

    permission_classes = [AllowAny]

    def plan(self, request: Request, flow: Flow) -> dict:
        """Return where the session is in the flow."""
        plan = request.session.get(SESSION_KEY, {})
        return plan if plan.get("slug") == flow.slug else {"slug": flow.slug, "done": 0, "name": ""}

    def show(self, flow: Flow, plan: dict, error: str = "") -> Response:
        """Answer with the challenge of the current stage, or with where to go after the last."""
        if plan["done"] >= len(flow.stages):
            self.request.session.pop(SESSION_KEY, None)
            return Response({"component": "xak-flow-redirect", "to": "/"})
        stage = flow.stages[plan["done"]]
        challenge = dict(CHALLENGES[stage])
        challenge |= {"pending_user": plan["name"]} if stage == "password" else {"primary_action": _("Log in")}
        if error:
            challenge["response_errors"] = {"non_field_errors": [{"string": error, "code": "invalid"}]}
        info = {"title": flow.title, "background": "", "cancel_url": "/", "layout": "stacked"}
        return Response({**challenge, "flow_info": info})

    def get(self, request: Request, flow_slug: str) -> Response:
        """Get the next pending challenge from the currently active flow."""
        flow = get_object_or_404(Flow, slug=flow_slug)
        return self.show(flow, self.plan(request, flow))

    def post(self, request: Request, flow_slug: str) -> Response:
        """Solve the previously retrieved challenge and advance to the next stage."""
        flow = get_object_or_404(Flow, slug=flow_slug)
        plan, answer = self.plan(request, flow), request.data if isinstance(request.data, dict) else {}
        stage = flow.stages[plan["done"]] if plan["done"] < len(flow.stages) else ""
        if stage == "identification":
            plan["name"] = str(answer.get("uid_field") or "")[:150].replace("\x00", "")
            if not plan["name"]:
                return self.show(flow, plan, _("No identification data provided."))
        elif stage == "password":
            given = str(answer.get("password") or "")
            user = authenticate(request._request, username=plan["name"], password=given)
            if user is None:
                return self.show(flow, plan, _("Invalid password"))
            # This also gives the session a new key: whoever knew the old one knows nothing.
            login(request._request, user)
        request.session[SESSION_KEY] = plan | {"done": plan["done"] + 1}
        # The browser asks for the next one, so that a reload does not answer twice.
        return HttpResponseRedirect(request.get_full_path())
