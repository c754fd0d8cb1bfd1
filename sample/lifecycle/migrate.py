"""Brings the database to the state that this release wants: python -m lifecycle.migrate

However many processes start at once, one of them migrates and the others wait for it.
"""

import os
import sys
from importlib.util import module_from_spec, spec_from_file_location
from inspect import isclass
from pathlib import Path

import psycopg

from authentik.lib.config import CONFIG
from lifecycle.wait_for_db import say, wait_for_db

# Any number will do, as long as it is the same in every process.
ADVISORY_LOCK = 1000


class BaseMigration:
    """A change that has to be made before Django's migrations can run."""

    def __init__(self, cursor: psycopg.Cursor, connection: psycopg.Connection):
        self.cursor = cursor
        self.connection = connection

    def needs_migration(self) -> bool:
        """Say whether there is something to do."""
        return False

    def run(self) -> None:
        """Do it. It is committed after that."""

    def table_exists(self, name: str) -> bool:
        """Say whether there is such a table."""
        self.cursor.execute("SELECT to_regclass(%s) IS NOT NULL", (name,))
        return self.cursor.fetchone()[0]


def system_migrations() -> list[tuple[str, type[BaseMigration]]]:
    """Return all of them, in the order of their names."""
    found = []
    for file in sorted(Path(__file__).parent.absolute().glob("system_migrations/*.py")):
        spec = spec_from_file_location(f"lifecycle.system_migrations.{file.stem}", file)
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        found += [
            (file.stem, item)
            for item in vars(module).values()
            if isclass(item) and issubclass(item, BaseMigration) and item is not BaseMigration
        ]
    return found


def connect() -> psycopg.Connection:
    """Open a connection of our own: Django's would be closed by its migrations."""
    return psycopg.connect(
        dbname=CONFIG.get("postgresql.name"),
        user=CONFIG.refresh("postgresql.user"),
        password=CONFIG.refresh("postgresql.password") or None,
        host=CONFIG.get("postgresql.host"),
        port=CONFIG.get("postgresql.port"),
        sslmode=CONFIG.get("postgresql.sslmode"),
        sslrootcert=CONFIG.get("postgresql.sslrootcert") or None,
        sslcert=CONFIG.get("postgresql.sslcert") or None,
        sslkey=CONFIG.get("postgresql.sslkey") or None,
        autocommit=True,
    )


def run_migrations() -> None:
    """Do all that is to be done."""
    if CONFIG.get_bool("skip_migrations"):
        say("skip_migrations is set, the database is taken as it is")
        return
    with connect() as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", (ADVISORY_LOCK,))
        if not cursor.fetchone()[0]:
            say("waiting for another process that migrates the database")
            cursor.execute("SELECT pg_advisory_lock(%s)", (ADVISORY_LOCK,))
        try:
            for name, migration_class in system_migrations():
                migration = migration_class(cursor, connection)
                if migration.needs_migration():
                    say(f"running system migration {name}")
                    with connection.transaction():
                        migration.run()
            django_migrations()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", (ADVISORY_LOCK,))


def django_migrations() -> None:
    """Run Django's own, if there are any to run."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "authentik.root.settings")
    import django
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    try:
        call_command("migrate", interactive=False, verbosity=1, stdout=sys.stderr)
    finally:
        # The process may fork after this, and a connection cannot be shared.
        connections.close_all()


if __name__ == "__main__":
    wait_for_db()
    run_migrations()
