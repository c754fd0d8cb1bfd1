"""Health and metrics."""

from unittest.mock import patch

from django.conf import settings
from django.db import OperationalError
from django.test import TestCase

from authentik.root.monitoring import ReadyView


class TestMonitoring(TestCase):
    def test_live(self):
        self.assertEqual(self.client.get("/-/health/live/").json()["status"], "live")
        self.assertEqual(self.client.head("/-/health/live/").status_code, 200)

    def test_ready(self):
        self.assertEqual(self.client.get("/-/health/ready/").json()["status"], "ready")
        self.enterContext(patch.object(ReadyView, "migrated", False))
        with patch.object(ReadyView, "pending", side_effect=OperationalError("secret")):
            answer = self.client.get("/-/health/ready/")
        self.assertEqual(answer.status_code, 503)
        self.assertNotIn(b"secret", answer.content)

    def test_metrics(self):
        self.assertEqual(self.client.get("/-/metrics/").status_code, 401)
        self.client.get("/-/health/live/")
        answer = self.client.get("/-/metrics/", headers={"Authorization": f"Bearer {settings.SECRET_KEY}"})
        self.assertContains(answer, "django_http_requests_total_by_method_total")
        self.assertContains(answer, "django_db_new_connections_total")
