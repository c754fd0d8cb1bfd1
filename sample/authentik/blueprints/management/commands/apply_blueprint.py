"""Apply blueprints."""

from django.core.management.base import BaseCommand, CommandError

from authentik.blueprints.v1.common import BlueprintError
from authentik.blueprints.v1.tasks import read
from authentik.blueprints.v1.importer import Importer


class Command(BaseCommand):
    """Apply blueprints, one after the other, now."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("blueprints", nargs="+", metavar="BLUEPRINT", help="path below blueprints_dir")

    def handle(self, *args, **options):
        for path in options["blueprints"]:
            try:
                applied = Importer(read(path).blueprint).apply()
            except BlueprintError as exc:
                raise CommandError(f"{path} was not applied: {exc}") from exc
            self.stdout.write(f"{path}: {applied} entries applied.")
