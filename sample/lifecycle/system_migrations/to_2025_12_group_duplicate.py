"""From 2025.12 on, names of groups are unique: gives another name to all but one of each."""

from lifecycle.migrate import BaseMigration

DUPLICATES = """
SELECT group_uuid FROM (
    SELECT group_uuid, row_number() OVER (PARTITION BY name ORDER BY group_uuid) AS number
    FROM authentik_core_group
) AS numbered WHERE number > 1
"""


class Migration(BaseMigration):
    """Adds a part of its key to the name of each group that is not the first of its name."""

    def needs_migration(self) -> bool:
        if not self.table_exists("authentik_core_group"):
            return False
        self.cursor.execute(f"SELECT EXISTS ({DUPLICATES})")
        return self.cursor.fetchone()[0]

    def run(self) -> None:
        self.cursor.execute(
            "UPDATE authentik_core_group SET name = name || ' ' || left(group_uuid::text, 8) "
            f"WHERE group_uuid IN ({DUPLICATES})"
        )
