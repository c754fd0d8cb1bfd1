"""Brings the database to the state that this release wants: python -m lifecycle.migrate"""

import os
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import psycopg

from authentik.lib.config import CONFIG
from lifecycle.wait_for_db import connect, say, wait_for_db

# Any number will do, as long as it is the same in every process.
ADVISORY_LOCK = 1000


class BaseMigration:
    """A change that has to be made before Django's migrations can run."""

    def __init__(self, cursor: psycopg.Cursor):
        self.cursor = cursor

    def needs_migration(self) -> bool:
        """Say whether there is something to do."""
        return False

    def run(self) -> None:
        """Do it."""


def system_migrations(cursor: psycopg.Cursor) -> None:
    """Run what is in system_migrations/, in the order of the names."""
    for file in sorted(Path(__file__).parent.absolute().glob("system_migrations/*.py")):
        spec = spec_from_file_location(f"lifecycle.system_migrations.{file.stem}", file)
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        migration = module.Migration(cursor)
        if migration.needs_migration():
            say(f"running system migration {file.stem}")
            migration.run()


def run_migrations() -> None:
    """Do all that is to be done. However many processes start at once, one of them does and the others wait for it."""
    if CONFIG.get_bool("skip_migrations"):
        return
    with connect() as connection, connection.cursor() as cursor:
        # It is given back when the connection is closed.
        cursor.execute("SELECT pg_advisory_lock(%s)", (ADVISORY_LOCK,))
        system_migrations(cursor)
        django_migrations()


def django_migrations() -> None:
    """Run Django's own, if there are any to run."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "authentik.root.settings")
    import django
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    call_command("migrate", interactive=False, stdout=sys.stderr)
    # The process may fork after this, and a connection cannot be shared.
    connections.close_all()


if __name__ == "__main__":
    wait_for_db()
    run_migrations()
