"""Django settings of authentik."""

import importlib
from datetime import timedelta
from hashlib import sha512
from pathlib import Path

from authentik import authentik_full_version, authentik_version
from authentik.lib.config import CONFIG
from authentik.lib.logging import configure as configure_logging
from authentik.lib.logging import logging_dict

# The tree that blueprints, web UI and lifecycle lie in, beside this package. Packagers substitute this.
BASE_DIR = Path(__file__).absolute().parent.parent.parent

DEBUG = CONFIG.get_bool("debug")
# Set by the test runner.
TEST = False
SECRET_KEY = CONFIG.get("secret_key") or (
    # Whoever wants to see whether the code works need not invent a key; nothing serves with this one, see checks.py.
    "insecure-" + sha512(__name__.encode()).hexdigest()
)
WEB_PATH = CONFIG.web_path()

# Requests reach us through the Go server, which knows who may claim what.
ALLOWED_HOSTS = ["*"]
USE_X_FORWARDED_HOST = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CROSS_ORIGIN_OPENER_POLICY = None
APPEND_SLASH = False

AUTH_USER_MODEL = "authentik_core.User"
LOGIN_URL = "authentik_flows:default-authentication"
AUTHENTICATION_BACKENDS = [
    "authentik.core.auth.InbuiltBackend",
    "guardian.backends.ObjectPermissionBackend",
]
GUARDIAN_ROLE_MODEL = "authentik_rbac.Role"
GUARDIAN_ROLE_USER_LOOKUPS = ["users", "groups__users"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]

CSRF_COOKIE_NAME = "authentik_csrf"
CSRF_HEADER_NAME = "HTTP_X_AUTHENTIK_CSRF"
CSRF_COOKIE_PATH = WEB_PATH
SESSION_COOKIE_NAME = "authentik_session"
SESSION_COOKIE_DOMAIN = CONFIG.get("cookie_domain")
SESSION_COOKIE_PATH = WEB_PATH
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_ENGINE = "authentik.core.sessions"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

INSTALLED_APPS = [
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.humanize",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "django_prometheus",
    "django_countries",
    "pgactivity",
    "pglock",
    "pgtrigger",
    "psqlextra",
    "channels",
    "guardian",
    "django_channels_postgres",
    "django_dramatiq_postgres",
    "django_postgres_cache",
    "authentik.admin",
    "authentik.api",
    "authentik.rbac",
    "authentik.core",
    "authentik.brands",
    "authentik.flows",
    "authentik.outposts",
    "authentik.providers.proxy",
    "authentik.providers.radius",
    "authentik.sources.scim",
    "authentik.stages.email",
    "authentik.stages.identification",
    "authentik.stages.password",
    "authentik.stages.user_login",
    "authentik.stages.user_logout",
    "authentik.tasks",
    "authentik.blueprints",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "authentik.root.middleware.LoggingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "authentik.brands.middleware.BrandMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]
X_FRAME_OPTIONS = "SAMEORIGIN"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # An administrator's own e-mails, see authentik/stages/email.
        "DIRS": [CONFIG.get("email.template_dir")],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "authentik.brands.utils.context_processor",
            ],
        },
    },
]

ROOT_URLCONF = "authentik.root.urls"
ASGI_APPLICATION = "authentik.root.asgi.application"
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "django_channels_postgres.layer.PostgresChannelLayer",
    },
}

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
        "CONN_MAX_AGE": CONFIG.get_int("postgresql.conn_max_age"),
        "CONN_HEALTH_CHECKS": CONFIG.get_bool("postgresql.conn_health_checks"),
        "DISABLE_SERVER_SIDE_CURSORS": CONFIG.get_bool("postgresql.disable_server_side_cursors"),
        "OPTIONS": {
            "sslmode": CONFIG.get("postgresql.sslmode"),
            "sslrootcert": CONFIG.get("postgresql.sslrootcert"),
            "sslcert": CONFIG.get("postgresql.sslcert"),
            "sslkey": CONFIG.get("postgresql.sslkey"),
        },
        "TEST": {"NAME": CONFIG.get("postgresql.test.name")},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"

CACHES = {
    "default": {
        "BACKEND": "django_postgres_cache.backend.DatabaseCache",
        "TIMEOUT": CONFIG.get_int("cache.timeout", 300),
        "KEY_PREFIX": "authentik_cache",
    },
}

DRAMATIQ = {
    "broker_class": "authentik.tasks.broker.Broker",
    "task_model": "authentik_tasks.Task",
    "schedule_model": "authentik_tasks.Schedule",
    "autodiscovery": "tasks",
    "consumer_listen_timeout": timedelta(seconds=CONFIG.get_seconds("worker.consumer_listen_timeout", "seconds=30")),
    "worker": {
        "processes": CONFIG.get_int("worker.processes", 1),
        "threads": CONFIG.get_int("worker.threads", 2),
        "watch": DEBUG,
        "watch_folder": BASE_DIR / "authentik",
    },
    "middlewares": (
        ("django_dramatiq_postgres.middleware.FullyQualifiedActorName", {}),
        ("django_dramatiq_postgres.middleware.DbConnectionMiddleware", {}),
        ("django_dramatiq_postgres.middleware.CurrentTask", {}),
        ("authentik.tasks.middleware.LoggingMiddleware", {}),
        ("authentik.tasks.middleware.MetricsMiddleware", {}),
        ("dramatiq.middleware.AgeLimit", {}),
        ("dramatiq.middleware.TimeLimit", {"time_limit": 600_000}),
        ("dramatiq.middleware.ShutdownNotifications", {}),
        ("dramatiq.middleware.Callbacks", {}),
        ("dramatiq.middleware.Pipelines", {}),
        ("dramatiq.middleware.Retries", {"max_retries": CONFIG.get_int("worker.task_max_retries", 5)}),
        ("django_dramatiq_postgres.middleware.Results", {}),
        ("django_dramatiq_postgres.middleware.SchedulerMiddleware", {}),
        ("authentik.tasks.middleware.StartupMiddleware", {}),
    ),
}

REST_FRAMEWORK = {
    "DEFAULT_PAGINATION_CLASS": "authentik.api.pagination.Pagination",
    "PAGE_SIZE": 20,
    "DEFAULT_FILTER_BACKENDS": [
        "authentik.rbac.filters.ObjectFilter",
        "django_filters.rest_framework.DjangoFilterBackend",
        "rest_framework.filters.OrderingFilter",
        "rest_framework.filters.SearchFilter",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["authentik.rbac.permissions.ObjectPermissions"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "authentik.api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_RENDERER_CLASSES": ["drf_orjson_renderer.renderers.ORJSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["drf_orjson_renderer.parsers.ORJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "authentik.api.exceptions.handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "authentik",
    "DESCRIPTION": "Making authentication simple.",
    "VERSION": authentik_version(),
    "SCHEMA_PATH_PREFIX": r"/api/v3",
    "ENUM_NAME_OVERRIDES": {
        "OutpostTypeEnum": "authentik.outposts.models.OutpostType.choices",
        "UserTypeEnum": "authentik.core.models.UserTypes.choices",
    },
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
}

EMAIL_HOST = CONFIG.get("email.host")
EMAIL_PORT = CONFIG.get_int("email.port", 25)
EMAIL_HOST_USER = CONFIG.get("email.username")
EMAIL_HOST_PASSWORD = CONFIG.get("email.password")
EMAIL_USE_TLS = CONFIG.get_bool("email.use_tls")
EMAIL_USE_SSL = CONFIG.get_bool("email.use_ssl")
EMAIL_TIMEOUT = CONFIG.get_int("email.timeout", 10)
DEFAULT_FROM_EMAIL = CONFIG.get("email.from")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_SUBJECT_PREFIX = "[authentik] "

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = ["./locale"]

STATICFILES_DIRS = [BASE_DIR / Path("web")]
STATIC_URL = WEB_PATH + "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

TEST_RUNNER = "authentik.root.test_runner.PytestTestRunner"

LOGGING_CONFIG = None
LOGGING = logging_dict()
configure_logging()

if CONFIG.get_bool("error_reporting.enabled") and CONFIG.get("error_reporting.sentry_dsn"):
    import sentry_sdk

    sentry_sdk.init(
        dsn=CONFIG.get("error_reporting.sentry_dsn"),
        environment=CONFIG.get("error_reporting.environment"),
        send_default_pii=CONFIG.get_bool("error_reporting.send_pii"),
        traces_sample_rate=CONFIG.get_float("error_reporting.sample_rate"),
        release=f"authentik@{authentik_full_version()}",
    )


def _update_settings(module: str):
    """Let an administrator change what nobody foresaw."""
    try:
        loaded = importlib.import_module(module)
    except ModuleNotFoundError as exc:
        if exc.name not in (module, module.split(".", maxsplit=1)[0]):
            raise
        return
    for name in ("INSTALLED_APPS", "MIDDLEWARE", "AUTHENTICATION_BACKENDS"):
        globals()[name].extend(getattr(loaded, name, []))
    for name in dir(loaded):
        if name.isupper() and name not in ("INSTALLED_APPS", "MIDDLEWARE", "AUTHENTICATION_BACKENDS"):
            globals()[name] = getattr(loaded, name)


_update_settings("data.user_settings")
