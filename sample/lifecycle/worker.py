"""The kind of worker that gunicorn runs."""

from uvicorn.workers import UvicornWorker


class DjangoUvicornWorker(UvicornWorker):
    """uvicorn, set up for Django: it has no lifespan, and its WebSockets go through wsproto."""

    CONFIG_KWARGS = {"loop": "uvloop", "http": "httptools", "lifespan": "off", "ws": "wsproto"}
