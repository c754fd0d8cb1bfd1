"""Logs: one JSON object a line, for people in debug mode."""

import logging
import sys
from logging.config import dictConfig

import structlog

from authentik.lib.config import CONFIG

PROCESSORS = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]


def log_level() -> str:
    """Return the level as the logging module writes it."""
    level = str(CONFIG.get("log_level", "info")).upper()
    return {"TRACE": "DEBUG", "FATAL": "CRITICAL"}.get(level, level)


def logging_dict() -> dict:
    """Return what Django's LOGGING takes."""
    if CONFIG.get_bool("debug"):
        renderer = [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())]
    else:
        renderer = [
            structlog.processors.format_exc_info,
            structlog.processors.EventRenamer("event"),
            structlog.processors.JSONRenderer(default=str),
        ]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "main": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderer],
                "foreign_pre_chain": PROCESSORS,
            }
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "main",
                "stream": "ext://sys.stderr",
            }
        },
        "root": {"handlers": ["stderr"], "level": log_level()},
        "loggers": {
            # What these say below a warning is of use to their authors only.
            name: {"level": "WARNING"}
            for name in ("asyncio", "urllib3", "django.utils.autoreload", "psycopg.pool")
        },
    }


def configure():
    """Make structlog and the logging module write the same lines."""
    structlog.configure(
        processors=[*PROCESSORS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    dictConfig(logging_dict())
    logging.captureWarnings(True)
