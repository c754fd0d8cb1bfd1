#!/usr/bin/env python3
"""Django's commands, for authentik."""

import os
import sys


def main() -> None:
    """Do what the command line says. What serves or applies something wants a database of this release."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "authentik.root.settings")
    if len(sys.argv) > 1 and sys.argv[1] in ("apply_blueprint", "dev_server", "migrate", "worker"):
        from lifecycle.migrate import run_migrations
        from lifecycle.wait_for_db import wait_for_db

        wait_for_db()
        run_migrations()

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
