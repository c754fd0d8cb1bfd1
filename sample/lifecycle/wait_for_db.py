"""Waits until PostgreSQL can be used: python -m lifecycle.wait_for_db"""

import sys
import time

import psycopg

from authentik.lib.config import CONFIG

# Exit codes of sysexits.h, so that whoever starts us can tell the two apart.
EX_UNAVAILABLE = 69
EX_NOPERM = 77
MIN_DELAY, MAX_DELAY = 0.2, 2.0
# SQLSTATE classes: invalid authorization, and insufficient privilege or no such database.
REFUSED = ("28", "42501", "3D000")


def connect() -> None:
    """Open a connection, with the settings as they are now, and close it again."""
    password = CONFIG.refresh("postgresql.password")
    options = {
        name: CONFIG.get(f"postgresql.{name}") or None for name in ("sslmode", "sslrootcert", "sslcert", "sslkey")
    }
    psycopg.connect(
        dbname=CONFIG.get("postgresql.name"),
        user=CONFIG.refresh("postgresql.user"),
        password=password or None,
        host=CONFIG.get("postgresql.host"),
        port=CONFIG.get("postgresql.port"),
        connect_timeout=5,
        **{name: value for name, value in options.items() if value},
    ).close()


def refused(exc: psycopg.OperationalError) -> bool:
    """Say whether PostgreSQL answered, but does not want us. While connecting only its words tell."""
    if exc.sqlstate:
        return exc.sqlstate.startswith(REFUSED)
    text = str(exc)
    return "FATAL:" in text and "starting up" not in text and "shutting down" not in text


def reason(exc: psycopg.OperationalError) -> str:
    """Return the last line of what libpq says: those before it repeat where it tried."""
    lines = [line.strip() for line in str(exc).splitlines() if line.strip()]
    wanted = [line for line in lines if "Multiple connection attempts failed" not in line]
    return wanted[0].removeprefix("- ") if wanted else type(exc).__name__


def say(message: str) -> None:
    """Tell people. The log is set up later, and by others."""
    print(f"authentik: {message}", file=sys.stderr, flush=True)


def wait_for_db() -> None:
    """Return when PostgreSQL can be used; give up, with an exit code, when that takes too long."""
    where = "PostgreSQL at {}:{}, database {}, as user {}".format(
        *(CONFIG.get(f"postgresql.{name}") for name in ("host", "port", "name", "user"))
    )
    limit = CONFIG.get_float("postgresql.wait_seconds", 60)
    start, delay, told = time.monotonic(), MIN_DELAY, ""
    while True:
        try:
            connect()
        except psycopg.OperationalError as exc:
            is_refused, why = refused(exc), reason(exc)
            # However long one try takes, there is a second one, and what is waited for has been told.
            if told and time.monotonic() - start >= limit:
                verb = "refuses us" if is_refused else "cannot be reached"
                say(f"giving up after {limit:.0f} s: {where} {verb}: {why}")
                sys.exit(EX_NOPERM if is_refused else EX_UNAVAILABLE)
            if why != told:
                say(f"waiting for {where}: {why}")
                told = why
            time.sleep(delay)
            delay = min(2 * delay, MAX_DELAY)
            continue
        if told:
            say("PostgreSQL can be used now")
        return


if __name__ == "__main__":
    wait_for_db()
