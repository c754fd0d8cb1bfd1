"""Attributes by the dictionary that lies in the package."""

from unittest import TestCase

from authentik.providers.radius.api.providers import encoded


class TestAttributes(TestCase):
    def test_encoded(self):
        self.assertIn(b"\x12\x09welcome", encoded(b"secret", {"Reply-Message": "welcome"}))
