"""The attributes of an answer, as an outpost sends them."""

from django.conf import settings
from pyrad.dictionary import Dictionary
from pyrad.packet import AuthPacket


def encoded(secret: bytes, attributes: dict) -> bytes:
    """Write attributes the way RADIUS has them. An attribute that the dictionary lacks is a KeyError."""
    dictionary = Dictionary(
        str(settings.BASE_DIR / "authentik" / "providers" / "radius" / "dictionaries" / "dictionary")
    )
    packet = AuthPacket(secret=secret, dict=dictionary)
    for name, value in attributes.items():
        packet[name] = value
    return packet.RequestPacket()
