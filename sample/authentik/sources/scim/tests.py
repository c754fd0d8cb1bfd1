"""The schemas that are served."""

from django.test import SimpleTestCase


class TestSchemas(SimpleTestCase):
    def test_all(self):
        self.assertEqual(self.client.get("/source/scim/any/v2/Schemas").json()["totalResults"], 1)
