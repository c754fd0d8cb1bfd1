"""Users, groups, tokens and sessions."""

from datetime import timedelta
from functools import cached_property
from hashlib import sha256
from secrets import token_urlsafe
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, _user_has_module_perms, _user_has_perm
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from authentik.core.avatars import avatar_of
from authentik.rbac.models import Role

USERNAME_MAX_LENGTH = 150
USER_PATH_DEFAULT = "users"
USER_PATH_SERVICE_ACCOUNT = "goauthentik.io/service-accounts"
EMBEDDED_OUTPOST_USER = "ak-outpost-embedded"


def default_token_key() -> str:
    """Return a key that nobody can guess."""
    return token_urlsafe(45)


def default_token_duration():
    """Return when a token that is made now expires."""
    return timezone.now() + timedelta(minutes=30)


class UserTypes(models.TextChoices):
    """Who somebody is. The two kinds of service accounts are no people."""

    INTERNAL = "internal", _("Internal")
    EXTERNAL = "external", _("External")
    SERVICE_ACCOUNT = "service_account", _("Service account")
    INTERNAL_SERVICE_ACCOUNT = "internal_service_account", _("Internal service account")


class TokenIntents(models.TextChoices):
    """What a token is for."""

    INTENT_VERIFICATION = "verification"
    INTENT_API = "api"
    INTENT_RECOVERY = "recovery"
    INTENT_APP_PASSWORD = "app_password"  # nosec


class Group(models.Model):
    """A group of users. It may have roles, and make its users superusers."""

    group_uuid = models.UUIDField(primary_key=True, editable=False, default=uuid4)
    name = models.TextField(_("name"), unique=True)
    is_superuser = models.BooleanField(default=False, help_text=_("Users added to this group will be superusers."))
    roles = models.ManyToManyField(Role, related_name="groups", blank=True)
    attributes = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("Group")
        verbose_name_plural = _("Groups")

    def __str__(self) -> str:
        return self.name

    @property
    def num_pk(self) -> int:
        """Return a number for protocols that know groups by number. It fits into 31 bits."""
        return int(self.group_uuid.hex[:7], 16)


class UserManager(BaseUserManager):
    """Makes users."""

    def create_user(self, username: str, password: str | None = None, **fields) -> "User":
        """Make a user, who cannot log in by password if none is given."""
        user = self.model(username=username, **({"name": username} | fields))
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields) -> "User":
        """Make a user who may do everything: one in a group of such."""
        user = self.create_user(username, password, **fields)
        group, _created = Group.objects.get_or_create(name="authentik Admins", defaults={"is_superuser": True})
        user.groups.add(group)
        return user

    def embedded_outpost(self) -> "User":
        """Return the account of the outpost in our own server, which may see what it serves."""
        user, created = self.get_or_create(
            username=EMBEDDED_OUTPOST_USER,
            defaults={
                "name": "Outpost authentik Embedded Outpost Service-Account",
                "path": USER_PATH_SERVICE_ACCOUNT,
                "type": UserTypes.INTERNAL_SERVICE_ACCOUNT,
            },
        )
        if created:
            from django.contrib.auth.models import Permission

            role, _created = Role.objects.get_or_create(name=EMBEDDED_OUTPOST_USER)
            role.permissions.set(Permission.objects.filter(codename__in=["view_brand", "view_outpost"]))
            user.roles.add(role)
        return user


class User(AbstractBaseUser):
    """Somebody who can log in, or something that can."""

    uuid = models.UUIDField(default=uuid4, editable=False, unique=True)
    username = models.CharField(_("username"), max_length=USERNAME_MAX_LENGTH, unique=True)
    name = models.TextField(help_text=_("User's display name."))
    email = models.EmailField(_("email address"), blank=True)
    path = models.TextField(default=USER_PATH_DEFAULT)
    type = models.TextField(choices=UserTypes.choices, default=UserTypes.INTERNAL)
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Whether this user can log in. Unselect this instead of deleting accounts."),
    )
    groups = models.ManyToManyField(Group, related_name="users", blank=True)
    roles = models.ManyToManyField(Role, related_name="users", blank=True)
    attributes = models.JSONField(default=dict, blank=True)
    date_joined = models.DateTimeField(_("date joined"), default=timezone.now)
    password_change_date = models.DateTimeField(default=timezone.now)
    last_updated = models.DateTimeField(auto_now=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "email"]

    class Meta:
        verbose_name = _("User")
        verbose_name_plural = _("Users")
        indexes = [
            models.Index(fields=["type"]),
            models.Index(fields=["path"]),
            models.Index(fields=["date_joined"]),
        ]

    def __str__(self) -> str:
        return self.username

    @cached_property
    def is_superuser(self) -> bool:
        """Say whether the user may do everything: one of his groups says so."""
        return self.pk is not None and any(group.is_superuser for group in self.groups.all())

    @property
    def uid(self) -> str:
        """Return a name that is nobody else's, here or elsewhere, and says nothing."""
        return sha256(f"{self.pk}-{settings.SECRET_KEY}".encode()).hexdigest()

    @property
    def avatar(self) -> str:
        """Return the address of a picture."""
        return avatar_of(self)

    def get_full_name(self) -> str:
        """Return what the user is called."""
        return self.name or self.username

    def set_password(self, raw_password):
        """Note when that was."""
        super().set_password(raw_password)
        self.password_change_date = timezone.now()

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Ask the authentication backends; superusers may do everything."""
        if self.is_active and self.is_superuser:
            return True
        return _user_has_perm(self, perm, obj)

    def has_perms(self, perm_list, obj: models.Model | None = None) -> bool:
        """Say whether the user has all of these permissions."""
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def has_module_perms(self, app_label: str) -> bool:
        """Say whether the user has any permission of an app."""
        if self.is_active and self.is_superuser:
            return True
        return _user_has_module_perms(self, app_label)

    def get_all_permissions(self, obj: models.Model | None = None) -> set[str]:
        """Return all permissions, as app_label.codename."""
        from django.contrib.auth import get_backends

        found = set()
        for backend in get_backends():
            if hasattr(backend, "get_all_permissions"):
                found |= backend.get_all_permissions(self, obj)
        return found


class Token(models.Model):
    """A key that stands for a user."""

    token_uuid = models.UUIDField(primary_key=True, editable=False, default=uuid4)
    identifier = models.SlugField(max_length=255, unique=True)
    key = models.TextField(default=default_token_key, unique=True)
    intent = models.TextField(choices=TokenIntents.choices, default=TokenIntents.INTENT_VERIFICATION)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    description = models.TextField(default="", blank=True)
    expires = models.DateTimeField(default=default_token_duration, null=True, blank=True)
    expiring = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("Token")
        verbose_name_plural = _("Tokens")
        indexes = [models.Index(fields=["expiring", "expires"])]

    def __str__(self) -> str:
        return self.identifier

    def clean(self):
        """A token that expires needs to say when."""
        if self.expiring and self.expires is None:
            raise ValidationError({"expires": _("A token that expires needs to say when.")})


class Session(AbstractBaseSession):
    """A session, with where it was last used from."""

    last_ip = models.GenericIPAddressField(null=True)
    last_user_agent = models.TextField(blank=True, default="")
    last_used = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("Session")
        verbose_name_plural = _("Sessions")

    def __str__(self) -> str:
        return f"session {self.pk[:8]}…"

    @classmethod
    def get_session_store_class(cls):
        from authentik.core.sessions import SessionStore

        return SessionStore
