"""Users and tokens."""

from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, _user_has_perm
from django.db import models

# Who the outpost in our own Go server is.
EMBEDDED_OUTPOST_USER = "ak-outpost-embedded"


class User(AbstractBaseUser):
    """Somebody who can log in, or something that can."""

    uuid = models.UUIDField(default=uuid4, editable=False, unique=True)
    username = models.CharField(max_length=150, unique=True)
    name = models.TextField()
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    is_superuser = models.BooleanField(default=False)

    objects = BaseUserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.username

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Ask the authentication backends; superusers may do everything."""
        return self.is_active and (self.is_superuser or _user_has_perm(self, perm, obj))


class Token(models.Model):
    """A key that stands for a user."""

    identifier = models.SlugField(max_length=255, unique=True)
    key = models.TextField(unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE)

    def __str__(self) -> str:
        return self.identifier
