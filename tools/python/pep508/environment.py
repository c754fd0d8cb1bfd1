"""Writes the variables of PEP 508 that this interpreter decides."""

import json
import os
import platform
import sys


def full(version):
    text = "{0.major}.{0.minor}.{0.micro}".format(version)
    if version.releaselevel != "final":
        text += version.releaselevel[0] + str(version.serial)
    return text


with open(sys.argv[1], "w", encoding="utf-8") as out:
    json.dump(
        {
            "implementation_name": sys.implementation.name,
            "implementation_version": full(sys.implementation.version),
            "os_name": os.name,
            "platform_machine": platform.machine(),
            "platform_python_implementation": platform.python_implementation(),
            "platform_system": platform.system(),
            # A build between releases says 3.14.0a1+, which is no version.
            "python_full_version": platform.python_version() + ("local" if platform.python_version().endswith("+") else ""),
            "python_version": ".".join(platform.python_version_tuple()[:2]),
            "sys_platform": sys.platform,
        },
        out,
    )
