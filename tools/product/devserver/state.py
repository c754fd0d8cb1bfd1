"""Writes how far the database is, as a line of JSON every so many seconds as the argument says: how many migrations were applied, the state of each blueprint, and the
hash of what it held when it was applied last."""

import json
import os
import sys
import time

import psycopg

SETTINGS = {"host": "HOST", "dbname": "NAME", "user": "USER", "password": "PASSWORD"}


def rows(connection, query):
    """Return what a query finds; before its table is made that is nothing."""
    try:
        return connection.execute(query).fetchall()
    except psycopg.errors.UndefinedTable:
        return []


with psycopg.connect(
    **{key: os.environ["AUTHENTIK_POSTGRESQL__" + name] for key, name in SETTINGS.items()}, autocommit=True
) as connection:
    while True:
        [[migrations]] = rows(connection, "SELECT count(*) FROM django_migrations") or [[0]]
        found = rows(connection, "SELECT path, status, last_applied_hash FROM authentik_blueprints_blueprintinstance WHERE enabled")
        states = {path: status for path, status, _ in found}
        print(json.dumps({"migrations": migrations, "blueprints": states, "applied": {path: done for path, _, done in found}}), flush=True)
        time.sleep(float(sys.argv[1]))
