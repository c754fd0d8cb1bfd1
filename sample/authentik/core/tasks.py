"""Tasks of users and sessions."""

from django.core.cache import cache
from django.utils import timezone
from dramatiq import actor

from authentik.core.models import Session, Token


@actor(crontab="7 * * * *", max_retries=1)
def clean_expired() -> dict[str, int]:
    """Remove sessions, tokens and cache entries that have expired."""
    now = timezone.now()
    sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
    tokens, _ = Token.objects.filter(expiring=True, expires__lt=now).delete()
    cache.clean()
    return {"sessions": sessions, "tokens": tokens}
