"""Flows, and the stages that they are made of."""

from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _
from model_utils.managers import InheritanceManager

from authentik.admin.files.manager import FileManager
from authentik.admin.files.usage import FileUsage

if TYPE_CHECKING:
    from authentik.flows.stage import StageView


class FlowDesignation(models.TextChoices):
    """What a flow is for."""

    AUTHENTICATION = "authentication"
    AUTHORIZATION = "authorization"
    INVALIDATION = "invalidation"
    ENROLLMENT = "enrollment"
    UNRENOLLMENT = "unenrollment"
    RECOVERY = "recovery"
    STAGE_CONFIGURATION = "stage_configuration"


class FlowAuthenticationRequirement(models.TextChoices):
    """Who may use a flow."""

    NONE = "none"
    REQUIRE_AUTHENTICATED = "require_authenticated"
    REQUIRE_UNAUTHENTICATED = "require_unauthenticated"
    REQUIRE_SUPERUSER = "require_superuser"


class FlowLayout(models.TextChoices):
    """How a flow's page is laid out."""

    STACKED = "stacked"
    CONTENT_LEFT = "content_left"
    CONTENT_RIGHT = "content_right"
    SIDEBAR_LEFT = "sidebar_left"
    SIDEBAR_RIGHT = "sidebar_right"


class Stage(models.Model):
    """One step. What it does is said by the models that extend it, one for each kind."""

    stage_uuid = models.UUIDField(primary_key=True, editable=False, default=uuid4)
    name = models.TextField(unique=True)

    objects = InheritanceManager()

    def __str__(self) -> str:
        return f"Stage {self.name}"

    @property
    def view(self) -> "type[StageView]":
        """Return what shows this stage and takes its answers."""
        raise NotImplementedError(f"{type(self).__name__} does not say what shows it.")


class Flow(models.Model):
    """An ordered list of stages."""

    flow_uuid = models.UUIDField(primary_key=True, editable=False, default=uuid4)
    name = models.TextField()
    slug = models.SlugField(unique=True, help_text=_("Visible in the URL."))
    title = models.TextField(help_text=_("Shown as the title of the flow's pages."))
    layout = models.TextField(default=FlowLayout.STACKED, choices=FlowLayout.choices)
    designation = models.CharField(max_length=100, choices=FlowDesignation.choices)
    background = models.TextField(blank=True, default="")
    authentication = models.TextField(
        choices=FlowAuthenticationRequirement.choices, default=FlowAuthenticationRequirement.NONE
    )
    stages = models.ManyToManyField(Stage, through="FlowStageBinding", blank=True)

    class Meta:
        verbose_name = _("Flow")
        verbose_name_plural = _("Flows")

    def __str__(self) -> str:
        return f"Flow {self.name} ({self.slug})"

    def background_url(self, request) -> str:
        """Return where a browser finds the background: the flow's own, else the brand's."""
        name = self.background or request.brand.branding_default_flow_background
        return FileManager(FileUsage.MEDIA).file_url(name)


class FlowStageBinding(models.Model):
    """A stage at its place in a flow."""

    fsb_uuid = models.UUIDField(primary_key=True, editable=False, default=uuid4)
    target = models.ForeignKey(Flow, on_delete=models.CASCADE)
    stage = models.ForeignKey(Stage, on_delete=models.CASCADE)
    order = models.IntegerField()

    class Meta:
        ordering = ["target", "order"]
        constraints = [models.UniqueConstraint(fields=["target", "stage", "order"], name="stage_once_at_a_place")]

    def __str__(self) -> str:
        return f"{self.stage_id} as number {self.order} of {self.target_id}"
