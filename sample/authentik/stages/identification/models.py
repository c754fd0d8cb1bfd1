"""Stage that asks who somebody is."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from authentik.flows.models import Stage


class UserFields(models.TextChoices):
    """By what a user can be found."""

    E_MAIL = "email"
    USERNAME = "username"


class IdentificationStage(Stage):
    """Asks who somebody is, and for the password if a password stage is part of it."""

    user_fields = ArrayField(
        models.CharField(max_length=100, choices=UserFields.choices),
        blank=True,
        default=list,
        help_text=_("By what a user can be found. None: only sources can be chosen."),
    )
    password_stage = models.ForeignKey(
        "authentik_stages_password.PasswordStage",
        null=True,
        blank=True,
        default=None,
        on_delete=models.SET_NULL,
        help_text=_("When set, the password is asked for on the same page."),
    )
    case_insensitive_matching = models.BooleanField(default=True)
    show_source_labels = models.BooleanField(default=False)
    enable_remember_me = models.BooleanField(default=False)
    pretend_user_exists = models.BooleanField(default=True, help_text=_("Do not tell whether there is such a user."))

    class Meta:
        verbose_name = _("Identification Stage")
        verbose_name_plural = _("Identification Stages")

    @property
    def view(self):
        from authentik.stages.identification.stage import IdentificationStageView

        return IdentificationStageView
