"""Who asks: API tokens, and the embedded outpost."""

from secrets import compare_digest

from django.conf import settings
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed

from authentik.core.models import EMBEDDED_OUTPOST_USER, Token, User


class TokenAuthentication(BaseAuthentication):
    """Bearer tokens. There is no WWW-Authenticate, so that the answer to a wrong one is 403 as the schema says."""

    def authenticate(self, request) -> tuple[User, None] | None:
        """Return the user of the token, or nothing if there is none."""
        method, _, key = request.headers.get("Authorization", "").partition(" ")
        return (self.by_key(key.strip()), None) if method.lower() == "bearer" else None

    @staticmethod
    def by_key(key: str) -> User:
        """Return the user whom a key belongs to."""
        token = Token.objects.select_related("user").filter(key=key).first()
        if token:
            return token.user
        # Who knows the secret key could make any session for himself: the outpost in our own Go server.
        if compare_digest(key.encode(), settings.SECRET_KEY.encode()):
            return User.objects.get_or_create(username=EMBEDDED_OUTPOST_USER, defaults={"is_superuser": True})[0]
        raise AuthenticationFailed("Token invalid or expired.")
