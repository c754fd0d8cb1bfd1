"""What manage.py check --deploy looks for besides Django's own."""

from django.core.checks import Error, Tags, register

from authentik.lib.config import CONFIG


@register(Tags.security, deploy=True)
def secret_key_is_set(app_configs, **kwargs):
    """Sessions are worth nothing with a key that everybody knows."""
    return [] if CONFIG.get("secret_key") else [Error("secret_key is not set.", id="authentik.E001")]
