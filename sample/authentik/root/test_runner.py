"""Runs the tests of the apps: manage.py test authentik."""

from django.conf import settings
from django.test.runner import DiscoverRunner

from authentik.lib.config import CONFIG


class AuthentikTestRunner(DiscoverRunner):
    """Django's runner, with the settings that tests want."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        settings.TEST = True
        # Tests log many users in, and the point of a good hash is to be slow.
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
        # Nothing but the tree itself: what the machine happens to have at these places is not under test.
        CONFIG.set("blueprints_dir", str(settings.BASE_DIR / "blueprints"))
        CONFIG.set("avatars", "gravatar,initials")
