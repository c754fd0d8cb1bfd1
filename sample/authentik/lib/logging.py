"""Logs: one JSON object a line."""

import logging.config

import structlog

from authentik.lib.config import CONFIG

PROCESSORS = [
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def logging_dict() -> dict:
    """Return what Django's and gunicorn's logging takes."""
    main = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(default=str),
        ],
        "foreign_pre_chain": PROCESSORS,
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"main": main},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "main"}},
        "loggers": {},
        "root": {"handlers": ["stderr"], "level": str(CONFIG.get("log_level", "info")).upper()},
    }


def configure():
    """Make structlog and the logging module write the same lines."""
    structlog.configure(
        processors=[*PROCESSORS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    logging.config.dictConfig(logging_dict())
