"""Run tasks."""

import sys

from django.core.management.base import BaseCommand
from dramatiq.cli import main, make_argument_parser

from django_dramatiq_postgres.conf import Conf


class Command(BaseCommand):
    """Run tasks until told to stop."""

    help = __doc__

    def add_arguments(self, parser):
        """Numbers come from DRAMATIQ unless they are given here."""
        worker = Conf().worker
        parser.add_argument("--pid-file", help="write the process id to this file")
        parser.add_argument("--processes", type=int, default=worker["processes"])
        parser.add_argument("--threads", type=int, default=worker["threads"])
        parser.add_argument("--queues", nargs="*", help="only run tasks of these queues")
        parser.add_argument("--watch", action="store_true", default=worker["watch"])

    def handle(self, **options):
        """Call dramatiq as its command line would."""
        arguments = [
            "django_dramatiq_postgres.setup:broker",
            "--skip-logging",
            *("--processes", str(options["processes"])),
            *("--threads", str(options["threads"])),
            # Fresh processes: connections and threads of this one are nothing to inherit.
            "--use-spawn",
        ]
        if options["pid_file"]:
            arguments += ["--pid-file", options["pid_file"]]
        if options["watch"]:
            arguments += ["--watch", str(Conf().worker["watch_folder"] or ".")]
        if options["queues"]:
            arguments += ["--queues", *options["queues"]]
        sys.exit(main(make_argument_parser().parse_args(arguments)))
