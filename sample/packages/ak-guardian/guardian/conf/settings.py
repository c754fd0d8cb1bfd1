"""Settings of guardian, with their defaults. Read at the time of use, so that tests can override them."""

from django.conf import settings

DEFAULT_ROLE_MODEL = "auth.Group"
DEFAULT_ROLE_USER_LOOKUPS = ("user",)


def role_model() -> str:
    """What can hold permissions besides a user, as app_label.Model."""
    return getattr(settings, "GUARDIAN_ROLE_MODEL", DEFAULT_ROLE_MODEL)


def role_user_lookups() -> tuple[str, ...]:
    """How a role is looked up by user; any of them is enough."""
    return tuple(getattr(settings, "GUARDIAN_ROLE_USER_LOOKUPS", DEFAULT_ROLE_USER_LOOKUPS))
