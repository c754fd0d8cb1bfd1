"""What happens when somebody logs in."""

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from authentik.lib.utils.http import client_ip


@receiver(user_logged_in, dispatch_uid="authentik_core_login")
def note_origin(sender, request: HttpRequest, user, **_):
    """Keep in the session where it began."""
    request.session["last_ip"] = client_ip(request)
    request.session["last_user_agent"] = request.headers.get("User-Agent", "")[:512]
