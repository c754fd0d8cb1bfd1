"""Pages around flows."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views import View

from authentik.core.views import InterfaceView
from authentik.flows.models import Flow, FlowDesignation
from authentik.flows.plan import Plan


class FlowInterfaceView(InterfaceView):
    """The page in which the web UI runs a flow."""

    template_name = "if/flow.html"

    def get_context_data(self, **kwargs):
        flow = get_object_or_404(Flow, slug=self.kwargs["flow_slug"])
        background = flow.background_url(self.request)
        return super().get_context_data(**kwargs, flow=flow, flow_background_url=background)


class ToDefaultFlow(View):
    """Leads to the flow that the brand has for something, or to the first there is."""

    designation: FlowDesignation | None = None

    def get(self, request: HttpRequest) -> HttpResponse:
        flow = getattr(request.brand, f"flow_{self.designation.value}", None)
        flow = flow or Flow.objects.filter(designation=self.designation).order_by("slug").first()
        if flow is None:
            raise Http404(f"There is no flow for {self.designation.value}.")
        Plan.forget(request.session)
        target = reverse("authentik_flows:if-flow", kwargs={"flow_slug": flow.slug})
        query = request.GET.urlencode()
        return HttpResponseRedirect(f"{target}?{query}" if query else target)


class CancelView(View):
    """Forgets where the session is, and starts anew."""

    def get(self, request: HttpRequest) -> HttpResponse:
        Plan.forget(request.session)
        return HttpResponseRedirect(settings.WEB_PATH)
