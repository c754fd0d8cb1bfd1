"""The schemas that are served."""

from django.test import TestCase


class TestSchemas(TestCase):
    def test_all(self):
        answer = self.client.get("/source/scim/any/v2/Schemas").json()
        self.assertEqual(answer["totalResults"], 2)

    def test_one(self):
        answer = self.client.get("/source/scim/any/v2/Schemas/urn:goauthentik:sample:Group")
        self.assertEqual(answer.json()["attributes"][0]["name"], "displayName")
        self.assertEqual(self.client.get("/source/scim/any/v2/Schemas/urn:other").status_code, 404)
