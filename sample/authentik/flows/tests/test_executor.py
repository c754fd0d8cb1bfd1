"""Logging in and out through flows."""

from unittest.mock import patch

from django.test import TestCase

from authentik.core.models import User
from authentik.core.tests.utils import bearer, create_user
from authentik.flows.models import Flow, FlowAuthenticationRequirement
from authentik.flows.tests.utils import LOGIN, LOGOUT, apply
from authentik.stages.identification.models import IdentificationStage
from authentik.stages.password.models import PasswordStage

ME = "/api/v3/core/users/me/"


class TestExecutor(TestCase):
    @classmethod
    def setUpTestData(cls):
        apply("default/default-brand.yaml")
        cls.user = create_user("jens")

    def get(self, url=LOGIN):
        return self.client.get(url)

    def post(self, url=LOGIN, **answer):
        return self.client.post(url, answer, "application/json", follow=True)

    def test_first_challenge(self):
        challenge = self.get().json()
        self.assertEqual(challenge["component"], "ak-stage-identification")
        self.assertEqual(challenge["user_fields"], ["email", "username"])
        self.assertFalse(challenge["password_fields"])
        self.assertEqual(challenge["flow_info"]["title"], "Welcome to authentik!")
        self.assertNotIn("response_errors", challenge)

    def test_login_and_logout(self):
        self.get(LOGIN + "next%3D%2Fif%2Fadmin%2F")
        before = self.client.session.session_key
        challenge = self.post(component="ak-stage-identification", uid_field="JENS@example.com").json()
        self.assertEqual((challenge["component"], challenge["pending_user"]), ("ak-stage-password", "jens"))
        self.assertTrue(challenge["pending_user_avatar"].startswith("data:image/svg+xml;base64,"))
        answer = self.post(component="ak-stage-password", password="jens").json()
        self.assertEqual(answer, {"component": "xak-flow-redirect", "to": "/if/admin/"})
        self.assertNotEqual(self.client.session.session_key, before)
        self.assertEqual(self.get(ME).json()["user"]["username"], "jens")
        self.assertEqual(self.get(LOGOUT).json()["component"], "xak-flow-redirect")
        self.assertEqual(self.get(ME).status_code, 403)

    def test_wrong_password(self):
        PasswordStage.objects.update(failed_attempts_before_cancel=2)
        self.post(uid_field="jens")
        challenge = self.post(password="wrong").json()
        self.assertEqual(challenge["response_errors"]["password"][0], {"string": "Invalid password", "code": "invalid"})
        self.assertEqual(self.post(password="wrong").json()["component"], "ak-stage-access-denied")
        self.assertEqual(self.get().json()["component"], "ak-stage-identification")

    def test_unknown_user_is_not_told(self):
        known = self.post(uid_field="jens").json()
        self.client.session.flush()
        unknown = self.post(uid_field="nobody").json()
        self.assertEqual(set(known), set(unknown))
        self.assertEqual(unknown["pending_user"], "nobody")
        self.assertIn("response_errors", self.post(password="nobody").json())

    def test_password_on_the_same_page(self):
        IdentificationStage.objects.update(password_stage=PasswordStage.objects.get())
        self.assertTrue(self.get().json()["password_fields"])
        self.assertIn("password", self.post(uid_field="jens").json()["response_errors"])
        refused = self.post(uid_field="jens", password="wrong").json()
        self.assertEqual(refused["component"], "ak-stage-identification")
        accepted = self.post(uid_field="jens", password="jens").json()
        self.assertEqual(accepted["component"], "xak-flow-redirect")

    def test_never_to_somebody_else(self):
        for target in ("https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "javascript%3Aalert%281%29"):
            self.client.session.flush()
            self.get(LOGIN + "next%3D" + target)
            self.post(uid_field="jens")
            self.assertEqual(self.post(password="jens").json()["to"], "/", target)

    def test_requirements(self):
        flow = Flow.objects.filter(slug="default-authentication-flow")
        flow.update(authentication=FlowAuthenticationRequirement.REQUIRE_SUPERUSER)
        self.assertEqual(self.get().json()["error_message"], "Only superusers may do this.")
        flow.update(authentication=FlowAuthenticationRequirement.REQUIRE_UNAUTHENTICATED)
        self.client.force_login(self.user)
        self.assertEqual(self.get().json()["error_message"], "You are logged in already.")

    def test_stage_that_fails(self):
        with patch(
            "authentik.stages.identification.stage.IdentificationStageView.get_challenge", side_effect=OSError("x")
        ):
            challenge = self.get().json()
        self.assertEqual(set(challenge), {"component", "request_id"})
        self.assertEqual(challenge["component"], "ak-stage-flow-error")

    def test_odd_answers(self):
        for body in ("[]", "null", '"text"', "{}", '{"uid_field": "\\u0000"}', '{"uid_field": {}}'):
            answer = self.client.post(LOGIN, body, "application/json")
            self.assertEqual(answer.json()["component"], "ak-stage-identification", body)
            self.assertIn("response_errors", answer.json(), body)
        self.assertEqual(self.client.post(LOGIN, "{", "application/json").status_code, 400)

    def test_pages(self):
        self.assertEqual(self.get("/api/v3/flows/executor/no-such-flow/").status_code, 404)
        page = self.client.get("/if/flow/default-authentication-flow/")
        self.assertContains(page, '<ak-flow-executor slug="default-authentication-flow"')
        self.assertContains(page, "/static/dist/flow/FlowInterface-2025.12.6.js")
        self.assertIn("authentik_csrf", page.cookies)
        page = self.client.get("/", follow=True)
        self.assertEqual(page.request["PATH_INFO"], "/if/flow/default-authentication-flow/")
        self.client.force_login(self.user)
        self.assertContains(self.client.get("/", follow=True), "<ak-interface-user>")

    def test_session_notes_where_it_began(self):
        self.post(uid_field="jens")
        self.client.post(
            LOGIN, {"password": "jens"}, "application/json", headers={"X-Forwarded-For": "198.51.100.7, 10.0.0.1"}
        )
        # The login itself happens when the browser asks for the next stage.
        self.client.get(LOGIN, headers={"X-Forwarded-For": "198.51.100.7", "User-Agent": "test"})
        from authentik.core.models import Session

        session = Session.objects.get(session_key=self.client.session.session_key)
        self.assertEqual((session.last_ip, session.last_user_agent), ("198.51.100.7", "test"))

    def test_embedded_outpost(self):
        from django.conf import settings

        headers = {"Authorization": f"Bearer {settings.SECRET_KEY}"}
        brands = self.client.get("/api/v3/core/brands/", headers=headers).json()
        self.assertEqual([brand["domain"] for brand in brands["results"]], ["authentik-default"])
        # It may see what it serves, and nobody's data.
        users = self.client.get("/api/v3/core/users/", headers=headers).json()
        self.assertEqual(users["pagination"]["count"], 0)
        self.assertEqual(User.objects.get(username="ak-outpost-embedded").type, "internal_service_account")
        plain = self.client.get("/api/v3/core/brands/", headers=bearer(self.user)).json()
        self.assertEqual(plain["pagination"]["count"], 0)
