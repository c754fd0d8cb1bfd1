"""Attributes by the dictionary that lies in the package."""

from unittest import TestCase

from authentik.providers.radius.api.providers import encoded


class TestAttributes(TestCase):
    def test_encoded(self):
        packet = encoded(b"secret", {"Reply-Message": "welcome", "Session-Timeout": 60})
        self.assertIn(b"\x12\x09welcome", packet)
        self.assertIn(b"\x1b\x06\x00\x00\x00\x3c", packet)

    def test_unknown(self):
        with self.assertRaises(KeyError):
            encoded(b"secret", {"No-Such-Attribute": 1})
