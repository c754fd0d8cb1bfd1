"""E-mails."""

from django.core import mail
from django.test import TestCase

from authentik.core.tests.utils import create_user
from authentik.flows.tests.utils import apply
from authentik.stages.email.tasks import send_mail
from authentik.stages.email.utils import TemplateEmailMessage
from authentik.tasks.models import Task

CONTEXT = {"name": "Jens <b>", "username": "jens"}


class TestEmail(TestCase):
    def send(self, **options):
        arguments = {
            "subject": "Hello",
            "to": [("Jens", "jens@example.com")],
            "template": "email/account_confirmation.html",
            "context": CONTEXT,
        }
        self.assertEqual(send_mail.fn(**arguments | options), 1)
        return mail.outbox[-1].message()

    def test_icon_is_inlined(self):
        message = self.send()
        parts = {part.get_content_type(): part for part in message.walk()}
        self.assertEqual(message.get_content_type(), "multipart/related")
        icon = parts["image/png"]
        self.assertEqual(icon["Content-ID"], "<logo>")
        self.assertTrue(icon.get_payload(decode=True).startswith(b"\x89PNG\r\n"))
        html = parts["text/html"].get_payload(decode=True).decode()
        self.assertIn('src="cid:logo"', html)
        self.assertIn("Jens &lt;b&gt;", html)
        text = parts["text/plain"].get_payload(decode=True).decode()
        self.assertIn("Jens <b>", text)

    def test_language(self):
        german = self.send(language="de", template="email/password_reset.html")
        self.assertEqual(german["Subject"], "Hello")

    def test_headers_cannot_be_added(self):
        message = TemplateEmailMessage(
            to=[("Jens\nBcc: other@example.com", "jens@example.com")],
            template_name="email/password_reset.html",
            subject="Hello",
        ).message()
        self.assertNotIn("Bcc", message)

    def test_stage(self):
        apply("example/flows-recovery-email.yaml")
        create_user("jens")
        url = "/api/v3/flows/executor/default-recovery-flow/?query="
        for uid, sent in (("nobody@example.com", 0), ("jens@example.com", 1)):
            answer = self.client.post(url, {"uid_field": uid}, "application/json", follow=True)
            self.assertEqual(answer.json()["component"], "xak-flow-redirect")
            self.assertEqual(Task.objects.filter(actor_name="authentik.stages.email.tasks.send_mail").count(), sent)
