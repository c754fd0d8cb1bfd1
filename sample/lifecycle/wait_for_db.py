"""Waits until PostgreSQL can be used: python -m lifecycle.wait_for_db"""

import os
import sys
import time

import psycopg

from authentik.lib.config import CONFIG


def connect() -> psycopg.Connection:
    """Open a connection, with the settings as they are now."""
    names = {"host": "host", "port": "port", "name": "dbname", "user": "user", "password": "password"}
    given = {argument: CONFIG.get(f"postgresql.{name}") for name, argument in names.items()}
    return psycopg.connect(**{name: value for name, value in given.items() if value}, autocommit=True)


def say(message: str) -> None:
    """Tell people. The log is set up later, and by others."""
    print(f"authentik: {message}", file=sys.stderr, flush=True)


def wait_for_db() -> None:
    """Return when PostgreSQL can be used; give up, with an exit code, when that takes too long, or when no secret key is set."""
    if not CONFIG.get("secret_key"):
        say("giving up: the secret key is missing; set AUTHENTIK_SECRET_KEY to at least 50 random characters")
        sys.exit(os.EX_CONFIG)
    where = f"PostgreSQL at {CONFIG.get('postgresql.host')}:{CONFIG.get('postgresql.port')}"
    limit, start, told = CONFIG.get_int("postgresql.wait_seconds", 60), time.monotonic(), False
    while True:
        try:
            connect().close()
            return
        except psycopg.OperationalError as exc:
            if not told:
                say(f"waiting for {where}: {exc}")
                told = True
            if time.monotonic() - start >= limit:
                say(f"giving up after {limit} s: {where} cannot be used")
                sys.exit(os.EX_UNAVAILABLE)
            time.sleep(0.2)


if __name__ == "__main__":
    wait_for_db()
