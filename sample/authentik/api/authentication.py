"""Who asks: API tokens, and the embedded outpost."""

from secrets import compare_digest

from django.conf import settings
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from authentik.core.models import Token, TokenIntents, User


class TokenAuthentication(BaseAuthentication):
    """Bearer tokens. There is no WWW-Authenticate, so that the answer to a wrong one is 403 as the schema says."""

    def authenticate(self, request: Request) -> tuple[User, Token | None] | None:
        """Return the user of the token, or nothing if there is none."""
        method, _, value = get_authorization_header(request).partition(b" ")
        if method.lower() != b"bearer":
            return None
        try:
            key = value.strip().decode()
        except UnicodeDecodeError:
            raise AuthenticationFailed("The token is not text.") from None
        return self.by_key(key)

    @staticmethod
    def by_key(key: str) -> tuple[User, Token | None]:
        """Return the user whom a key belongs to."""
        if "\x00" not in key:
            token = (
                Token.objects.select_related("user")
                .filter(key=key, intent=TokenIntents.INTENT_API, user__is_active=True)
                .first()
            )
            if token and (not token.expiring or token.expires > timezone.now()):
                return token.user, token
        # Who knows the secret key could make any session for himself: the outpost in our own Go server.
        if compare_digest(key.encode(), settings.SECRET_KEY.encode()):
            return User.objects.embedded_outpost(), None
        raise AuthenticationFailed("Token invalid or expired.")
