"""Pages that hold the web UI."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.generic import RedirectView, TemplateView

from authentik import authentik_build_hash, authentik_version


@method_decorator(ensure_csrf_cookie, name="dispatch")
class InterfaceView(TemplateView):
    """A page that loads a part of the web UI, which then asks the API for everything."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, version=authentik_version(), build=authentik_build_hash())


class AdminInterfaceView(LoginRequiredMixin, InterfaceView):
    """The interface of administrators. What they may do there the API decides."""

    template_name = "if/admin.html"


class UserInterfaceView(LoginRequiredMixin, InterfaceView):
    """The interface of users."""

    template_name = "if/user.html"


class RootRedirectView(LoginRequiredMixin, RedirectView):
    """Everybody starts at his own interface."""

    url = reverse_lazy("authentik_core:if-user")
