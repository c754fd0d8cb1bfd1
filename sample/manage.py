#!/usr/bin/env python3
"""Django's commands, for authentik."""

import os
import sys

# Commands that serve or apply something want a database of this release. The others are Django's own and work with
# whatever there is, but cannot do without a database either.
MIGRATE_FIRST = {"apply_blueprint", "dev_server", "worker"}
WAIT_FIRST = MIGRATE_FIRST | {
    "createsuperuser",
    "dbshell",
    "dumpdata",
    "loaddata",
    "migrate",
    "shell",
    "showmigrations",
}


def main() -> None:
    """Do what the command line says."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "authentik.root.settings")

    from django.core.management import execute_from_command_line

    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command in WAIT_FIRST and not {"-h", "--help"} & set(sys.argv):
        from lifecycle.wait_for_db import wait_for_db

        wait_for_db()
    if command in MIGRATE_FIRST:
        from lifecycle.migrate import run_migrations

        run_migrations()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
