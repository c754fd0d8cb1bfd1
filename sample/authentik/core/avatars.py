"""Pictures of users."""

from base64 import b64encode
from hashlib import md5, sha256
from html import escape

from authentik.lib.config import CONFIG

DEFAULT_AVATAR = "/static/dist/assets/images/user_default.png"
COLOURS = ("#4b6a9b", "#2e7d63", "#8a5a9e", "#a0522d", "#7a6a1f", "#b0455f", "#33718c", "#5c6b2f")


def initials(user) -> str:
    """Draw up to two letters on a colour that follows from the name."""
    words = (user.name or user.username or "?").split()
    letters = "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"
    colour = COLOURS[sha256(user.username.encode()).digest()[0] % len(COLOURS)]
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" fill="{colour}"/>'
        '<text x="50%" y="50%" dy=".1em" fill="#fff" font-family="sans-serif" font-size="28" '
        f'text-anchor="middle" dominant-baseline="middle">{escape(letters)}</text></svg>'
    )
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def avatar_of(user) -> str:
    """Try what the configuration lists, in its order. No other server is asked: gravatar is passed over."""
    for mode in CONFIG.get_list("avatars"):
        if mode == "initials":
            return initials(user)
        if mode == "none":
            break
        if mode.startswith("attributes."):
            value = user.attributes.get(mode.removeprefix("attributes."))
            if value:
                return str(value)
        elif "://" in mode:
            mail_hash = md5(user.email.lower().encode(), usedforsecurity=False).hexdigest()
            return mode % {"username": user.username, "mail_hash": mail_hash, "upn": user.email}
    return DEFAULT_AVATAR
