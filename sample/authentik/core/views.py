"""Pages that hold the web UI."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.generic import TemplateView

from authentik import authentik_full_version
from authentik.flows.models import Flow


class InterfaceView(LoginRequiredMixin, TemplateView):
    """The pages of users and of administrators, for whoever has logged in."""

    template_name = "if/interface.html"
    login_url = "/if/flow/default-authentication-flow/"
    interface = ""

    def get_context_data(self, **kwargs):
        folder, name = self.interface, self.interface.title()
        script = f"dist/{folder}/{name}Interface-{authentik_full_version()}.js"
        return super().get_context_data(**kwargs, interface=self.interface, script=script)


@method_decorator(ensure_csrf_cookie, name="dispatch")
class FlowInterfaceView(TemplateView):
    """The page in which the web UI runs a flow."""

    template_name = "if/flow.html"

    def get_context_data(self, **kwargs):
        flow = get_object_or_404(Flow, slug=self.kwargs["flow_slug"])
        script = f"dist/flow/FlowInterface-{authentik_full_version()}.js"
        return super().get_context_data(**kwargs, flow=flow, script=script)
