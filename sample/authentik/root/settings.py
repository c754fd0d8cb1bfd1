"""Django settings of authentik."""

from hashlib import sha512
from pathlib import Path

import sentry_sdk

from authentik import authentik_full_version
from authentik.lib.config import CONFIG
from authentik.lib.logging import configure as configure_logging
from authentik.lib.logging import logging_dict

# The tree that blueprints, web UI and lifecycle lie in, beside this package. Packagers substitute this.
BASE_DIR = Path(__file__).absolute().parent.parent.parent

DEBUG = CONFIG.get_bool("debug")
# Set by the test runner.
TEST = False
# Whoever wants to see whether the code works need not invent a key; nothing serves with this one, see core/checks.py.
SECRET_KEY = CONFIG.get("secret_key") or "insecure-" + sha512(__name__.encode()).hexdigest()

# Requests reach us through the Go server, which knows who may claim what.
ALLOWED_HOSTS = ["*"]
USE_X_FORWARDED_HOST = True
AUTH_USER_MODEL = "authentik_core.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
SESSION_COOKIE_NAME = "authentik_session"

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "rest_framework",
    "django_filters",
    "django_prometheus",
    "pgactivity",
    "pglock",
    "pgtrigger",
    "psqlextra",
    "channels",
    "guardian",
    "django_channels_postgres",
    "django_dramatiq_postgres",
    "django_postgres_cache",
    "authentik.core",
    "authentik.flows",
    "authentik.outposts",
    "authentik.stages.email",
    "authentik.tasks",
    "authentik.blueprints",
]
MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # An administrator's own e-mails.
        "DIRS": [CONFIG.get("email.template_dir")],
        "APP_DIRS": True,
    },
]
ROOT_URLCONF = "authentik.root.urls"
ASGI_APPLICATION = "authentik.root.asgi.application"
CHANNEL_LAYERS = {"default": {"BACKEND": "django_channels_postgres.layer.PostgresChannelLayer"}}

# Model fields ask PostgreSQL for what it can, through psqlextra; below it are our wrapper, metrics, and Django.
ORIGINAL_BACKEND = "django_prometheus.db.backends.postgresql"
POSTGRES_EXTRA_DB_BACKEND_BASE = "authentik.root.db"
# hstore is not used, and to create an extension is often not allowed.
POSTGRES_EXTRA_AUTO_EXTENSION_SET_UP = False
DATABASES = {
    "default": {
        "ENGINE": "psqlextra.backend",
        "HOST": CONFIG.get("postgresql.host"),
        "NAME": CONFIG.get("postgresql.name"),
        "USER": CONFIG.get("postgresql.user"),
        "PASSWORD": CONFIG.get("postgresql.password"),
        "PORT": CONFIG.get("postgresql.port"),
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
CACHES = {"default": {"BACKEND": "django_postgres_cache.backend.DatabaseCache", "KEY_PREFIX": "authentik_cache"}}

DRAMATIQ = {
    "broker_class": "authentik.tasks.broker.Broker",
    "task_model": "authentik_tasks.Task",
    "middlewares": (
        "authentik.tasks.middleware.StartupMiddleware",
        "dramatiq.middleware.TimeLimit",
        "dramatiq.middleware.ShutdownNotifications",
        "dramatiq.middleware.Retries",
    ),
}
REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "authentik.api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_RENDERER_CLASSES": ["drf_orjson_renderer.renderers.ORJSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["drf_orjson_renderer.parsers.ORJSONParser"],
    "EXCEPTION_HANDLER": "authentik.api.views.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

USE_TZ = True
LOCALE_PATHS = ["./locale"]
STATICFILES_DIRS = [BASE_DIR / Path("web")]
STATIC_URL = "/static/"

TEST_RUNNER = "authentik.root.test_runner.PytestTestRunner"
LOGGING_CONFIG = None
LOGGING = logging_dict()
configure_logging()
if CONFIG.get("error_reporting.sentry_dsn"):
    sentry_sdk.init(
        dsn=CONFIG.get("error_reporting.sentry_dsn"),
        release=f"authentik@{authentik_full_version()}",
    )
