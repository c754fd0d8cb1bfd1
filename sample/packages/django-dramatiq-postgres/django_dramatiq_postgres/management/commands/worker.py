"""Run tasks."""

import sys

from django.core.management.base import BaseCommand
from dramatiq.cli import main, make_argument_parser


class Command(BaseCommand):
    """Run tasks until told to stop."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--pid-file", help="write the process id to this file")

    def handle(self, **options):
        """Call dramatiq as its command line would. Fresh processes: connections of this one are nothing to inherit."""
        arguments = ["django_dramatiq_postgres.setup:broker", "--processes", "1", "--threads", "2", "--use-spawn"]
        arguments += ["--skip-logging", *(["--pid-file", options["pid_file"]] if options["pid_file"] else [])]
        sys.exit(main(make_argument_parser().parse_args(arguments)))
