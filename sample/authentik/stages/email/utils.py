"""E-mails made from templates."""

from email.mime.image import MIMEImage
from functools import lru_cache
from pathlib import Path

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string


@lru_cache
def logo_data() -> MIMEImage:
    """Return the icon as a part of a mail: the source tree's, or the one that the built UI has."""
    path = Path("web/icons/icon_left_brand.png")
    if not path.exists():
        path = Path("web/dist/assets/icons/icon_left_brand.png")
    logo = MIMEImage(path.read_bytes(), _subtype="png")
    logo.add_header("Content-ID", "<logo>")
    return logo


def mail(to: str, template: str, **context) -> EmailMultiAlternatives:
    """Return a mail with the icon in it. One that loads it from a server tells that it was read."""
    message = EmailMultiAlternatives(to=[to], subject="authentik")
    message.mixed_subtype = "related"
    message.attach_alternative(render_to_string(template, context), "text/html")
    message.attach(logo_data())
    return message
