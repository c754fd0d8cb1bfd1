"""Blueprints of the tree, and the tasks that apply them."""

import os
from unittest.mock import patch

from django.core.management import call_command
from django.test import TestCase

from authentik.blueprints.models import BlueprintInstance
from authentik.blueprints.tasks import blueprints_discovery
from authentik.core.models import Token
from authentik.flows.models import Flow
from authentik.tasks.models import Task

URL = "/api/v3/flows/executor/default-authentication-flow/?query="


class TestBlueprints(TestCase):
    def test_discovery(self):
        blueprints_discovery.fn()
        self.assertTrue(BlueprintInstance.objects.filter(path="default/flow-default-authentication-flow.yaml").exists())
        self.assertEqual(Task.objects.count(), BlueprintInstance.objects.count())

    @patch.dict(os.environ, {"AUTHENTIK_BOOTSTRAP_PASSWORD": "let me in", "AUTHENTIK_BOOTSTRAP_TOKEN": "a token"})
    def test_login(self):
        for _twice in range(2):
            call_command("apply_blueprint", "default/flow-default-authentication-flow.yaml", "system/bootstrap.yaml")
        self.assertEqual(Token.objects.get().user.username, "akadmin")
        self.assertEqual(Flow.objects.count(), 1)
        for answer, then in (
            ({"uid_field": "akadmin"}, "ak-stage-password"),
            ({"password": "wrong"}, "ak-stage-password"),
            ({"password": "let me in"}, "xak-flow-redirect"),
        ):
            shown = self.client.post(URL, answer, "application/json", follow=True).json()
            self.assertEqual(shown["component"], then)
        self.assertEqual(self.client.get("/api/v3/core/users/me/").json()["user"]["username"], "akadmin")
        self.assertContains(self.client.get("/if/flow/default-authentication-flow/"), "<ak-flow-executor")
