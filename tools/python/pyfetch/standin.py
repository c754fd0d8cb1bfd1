"""Stands for setuptools' build backend where a source archive is only fetched: pip asks the backend what the archive is of."""

import os
import sys


def prepare_metadata_for_build_wheel(folder, settings=None):
    """Answers with the name and the version that were asked for."""
    name = "stand_in.dist-info"
    os.mkdir(os.path.join(folder, name))
    with open(os.path.join(folder, name, "METADATA"), "w") as file:
        file.write("Metadata-Version: 2.1\nName: {pname}\nVersion: {version}\n".format_map(os.environ))
    return name


build_wheel = build_sdist = None
# The backend of archives that name none.
__legacy__ = sys.modules[__name__]
