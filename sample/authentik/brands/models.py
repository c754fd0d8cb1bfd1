"""Brands."""

from uuid import uuid4

from django.db import models
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from authentik.admin.files.manager import FileManager
from authentik.admin.files.usage import FileUsage


class Brand(models.Model):
    """How authentik looks, and which flows it uses, for one domain."""

    brand_uuid = models.UUIDField(primary_key=True, editable=False, default=uuid4)
    domain = models.TextField(help_text=_("Domain that activates this brand. It is activated by its subdomains, too."))
    default = models.BooleanField(default=False)
    branding_title = models.TextField(default="authentik")
    branding_logo = models.TextField(default="/static/dist/assets/icons/icon_left_brand.svg")
    branding_favicon = models.TextField(default="/static/dist/assets/icons/icon.png")
    branding_custom_css = models.TextField(default="", blank=True)
    branding_default_flow_background = models.TextField(default="/static/dist/assets/images/flow_background.jpg")
    flow_authentication = models.ForeignKey(
        "authentik_flows.Flow", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    flow_invalidation = models.ForeignKey(
        "authentik_flows.Flow", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    flow_recovery = models.ForeignKey(
        "authentik_flows.Flow", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    attributes = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("Brand")
        verbose_name_plural = _("Brands")
        constraints = [
            models.UniqueConstraint(fields=["default"], condition=models.Q(default=True), name="one_default_brand")
        ]

    def __str__(self) -> str:
        return "Default brand" if self.default else f"Brand {self.domain}"

    @property
    def branding_logo_url(self) -> str:
        """Return where a browser finds the logo."""
        return FileManager(FileUsage.MEDIA).file_url(self.branding_logo)

    @property
    def branding_favicon_url(self) -> str:
        """Return where a browser finds the icon."""
        return FileManager(FileUsage.MEDIA).file_url(self.branding_favicon)

    @property
    def css(self) -> SafeString:
        """Return the style of administrators, which may not end its element."""
        return mark_safe(self.branding_custom_css.replace("<", "\\3c "))  # nosec

    @property
    def as_json(self) -> dict:
        """Return what pages tell the web UI, so that it need not ask first."""
        from authentik.brands.api import CurrentBrandSerializer

        return dict(CurrentBrandSerializer(self).data)
