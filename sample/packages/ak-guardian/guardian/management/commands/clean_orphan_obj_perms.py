"""Remove permissions of objects that are gone."""

from django.core.management.base import BaseCommand

from guardian.models import RoleObjectPermission, UserObjectPermission


class Command(BaseCommand):
    """Remove permissions of objects that are gone."""

    help = __doc__

    def handle(self, **options):
        """A generic key has no ON DELETE, so nobody else cleans up."""
        removed = 0
        for table in (UserObjectPermission, RoleObjectPermission):
            for permission in table.objects.select_related("content_type").iterator():
                if permission.content_object is None:
                    permission.delete()
                    removed += 1
        self.stdout.write(f"Removed {removed} object permissions of objects that are gone.")
