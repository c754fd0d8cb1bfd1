"""Sessions in the database, as Django keeps them, with where they were last used from."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.utils.functional import cached_property


class SessionStore(DatabaseSessionStore):
    """Session of authentik."""

    cache_key_prefix = "authentik.core.sessions"

    def __init__(self, session_key=None, last_ip=None, last_user_agent=""):
        super().__init__(session_key)
        self.last_ip = last_ip
        self.last_user_agent = last_user_agent

    @classmethod
    def get_model_class(cls):
        # Models cannot be imported before the apps are ready, and settings name this module.
        from authentik.core.models import Session

        return Session

    @cached_property
    def model(self):
        return self.get_model_class()

    def create_model_instance(self, data):
        session = super().create_model_instance(data)
        session.last_ip = data.get("last_ip") or self.last_ip
        session.last_user_agent = data.get("last_user_agent") or self.last_user_agent
        return session
