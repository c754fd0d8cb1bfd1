"""E-mails."""

from django.test import SimpleTestCase

from authentik.stages.email.utils import mail


class TestEmail(SimpleTestCase):
    def test_icon_is_inlined(self):
        parts = {}
        for part in mail("a@example.com", "email/password_reset.html", name="Jens <b>").message().walk():
            parts[part.get_content_type()] = part
        self.assertTrue(parts["image/png"].get_payload(decode=True).startswith(b"\x89PNG\r\n"))
        html = parts["text/html"].get_payload(decode=True).decode()
        self.assertIn('src="cid:logo"', html)
        self.assertIn("Jens &lt;b&gt;", html)
