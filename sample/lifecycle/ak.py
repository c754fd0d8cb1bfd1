"""The console script `ak`: runs the shell script of that name that lies beside this file."""

import sys
from os import system, waitstatus_to_exitcode
from pathlib import Path


def main() -> None:
    """Run it in a shell, which takes arguments apart at blanks, and end as it does."""
    script = Path(__file__).with_name("ak")
    sys.exit(waitstatus_to_exitcode(system(f"{script} {' '.join(sys.argv[1:])}")))


if __name__ == "__main__":
    main()
