"""authentik."""

from os import environ

VERSION = "2025.12.6"


def authentik_version() -> str:
    """Return the release, for instance 2025.12.6."""
    return VERSION


def authentik_full_version() -> str:
    """Return the release and, if the environment says which it was made from, the commit: 2025.12.6+abc123."""
    build_hash = environ.get("GIT_BUILD_HASH")
    return f"{VERSION}+{build_hash}" if build_hash else VERSION
