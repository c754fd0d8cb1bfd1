"""Apply blueprints."""

from django.core.management.base import BaseCommand

from authentik.blueprints.v1.importer import apply


class Command(BaseCommand):
    """Apply blueprints, one after the other, now."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("blueprints", nargs="+")

    def handle(self, *args, **options):
        for path in options["blueprints"]:
            self.stdout.write(f"{path}: {apply(path)} entries applied.")
