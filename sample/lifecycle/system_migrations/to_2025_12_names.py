"""From 2025.12 on, every user has a name."""

from lifecycle.migrate import BaseMigration


class Migration(BaseMigration):
    """Gives users without a name that by which they log in."""

    def needs_migration(self) -> bool:
        """There have to be users."""
        self.cursor.execute("SELECT to_regclass('authentik_core_user') IS NOT NULL")
        return self.cursor.fetchone()[0]

    def run(self) -> None:
        """Name them."""
        self.cursor.execute("UPDATE authentik_core_user SET name = username WHERE name = ''")
