"""Users for tests."""

from uuid import uuid4

from authentik.core.models import Token, TokenIntents, User


def create_user(name: str | None = None, superuser: bool = False, **fields) -> User:
    """Return a user whose password is his name."""
    name = name or f"user-{uuid4().hex[:8]}"
    make = User.objects.create_superuser if superuser else User.objects.create_user
    return make(name, password=name, email=f"{name}@example.com", **fields)


def create_token(user: User) -> str:
    """Return a key for the API."""
    token = Token.objects.create(identifier=uuid4().hex, user=user, intent=TokenIntents.INTENT_API, expiring=False)
    return token.key


def bearer(user: User) -> dict[str, str]:
    """Return the headers of a request by a user."""
    return {"Authorization": f"Bearer {create_token(user)}"}
