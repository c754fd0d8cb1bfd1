"""authentik."""

from functools import lru_cache
from os import environ

VERSION = "2025.12.6"
ENV_GIT_HASH_KEY = "GIT_BUILD_HASH"


@lru_cache
def authentik_version() -> str:
    """Return the release, for instance 2025.12.6."""
    return VERSION


@lru_cache
def authentik_build_hash(fallback: str | None = None) -> str:
    """Return the commit this build was made from, if anybody said."""
    return environ.get(ENV_GIT_HASH_KEY) or fallback or ""


@lru_cache
def authentik_full_version() -> str:
    """Return the release and, if it is known, the commit: 2025.12.6+abc123."""
    build_hash = authentik_build_hash()
    return f"{authentik_version()}+{build_hash}" if build_hash else authentik_version()


def authentik_user_agent() -> str:
    """Return how authentik introduces itself in HTTP requests."""
    return f"authentik@{authentik_full_version()}"
