"""E-mails made from templates."""

from contextlib import suppress
from email.mime.image import MIMEImage
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils import translation

# Names of the icon inside the mail, and where it is: the source tree's, or the one that the built UI has.
LOGO_ID = "logo"


@lru_cache
def logo_data() -> MIMEImage:
    """Return the icon as a part of a mail. A mail that loads it from a server tells that it was read."""
    path = Path("web/icons/icon_left_brand.png")
    if not path.exists():
        path = Path("web/dist/assets/icons/icon_left_brand.png")
    logo = MIMEImage(path.read_bytes(), _subtype="png")
    logo.add_header("Content-ID", f"<{LOGO_ID}>")
    logo.add_header("Content-Disposition", "inline", filename="logo.png")
    return logo


def sanitize(value: str) -> str:
    """Remove what would begin another header."""
    return value.replace("\r", "").replace("\n", "")


class TemplateEmailMessage(EmailMultiAlternatives):
    """A mail with text and HTML, of which the HTML has the icon in it."""

    def __init__(
        self,
        to: list[tuple[str, str]],
        template_name: str,
        template_context: dict[str, Any] | None = None,
        language: str = "",
        **kwargs,
    ):
        recipients = [
            f'"{sanitize(name)}" <{sanitize(address)}>' if name.isascii() and '"' not in name else address
            for name, address in to
        ]
        super().__init__(to=recipients, **kwargs)
        context = {"subject": self.subject, "logo": f"cid:{LOGO_ID}"} | (template_context or {})
        with translation.override(language or None):
            html = render_to_string(template_name, context)
            with suppress(TemplateDoesNotExist):
                self.body = render_to_string(template_name.removesuffix(".html") + ".txt", context)
        self.mixed_subtype = "related"
        self.attach_alternative(html, "text/html")
        if f"cid:{LOGO_ID}" in html:
            self.attach(logo_data())
