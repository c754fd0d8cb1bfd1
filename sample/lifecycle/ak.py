"""The console script `ak`: runs the shell script of that name that lies beside this file."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Become the script. It expects authentik's tree as its working directory, and finds that by itself."""
    script = Path(__file__).absolute().parent / "ak"
    os.execvp("bash", ["bash", str(script), *sys.argv[1:]])


if __name__ == "__main__":
    main()
