"""Tasks of e-mails."""

from dramatiq import actor

from authentik.stages.email.utils import TemplateEmailMessage


@actor(max_retries=5)
def send_mail(
    subject: str,
    to: list[tuple[str, str]],
    template: str,
    context: dict | None = None,
    from_email: str | None = None,
    language: str = "",
) -> int:
    """Send a mail. A server that cannot be reached is tried again later."""
    message = TemplateEmailMessage(
        to=[tuple(recipient) for recipient in to],
        template_name=template,
        template_context=context,
        language=language,
        subject=subject,
        from_email=from_email,
    )
    return message.send()
