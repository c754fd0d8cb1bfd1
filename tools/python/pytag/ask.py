"""Says what this interpreter is, as JSON."""

import json
import os
import sys
import sysconfig

try:
    libc = os.confstr("CS_GNU_LIBC_VERSION") or ""
except (AttributeError, OSError, ValueError):
    libc = ""

json.dump(
    {
        "implementation": sys.implementation.name,
        "version": ".".join(map(str, sys.version_info[:3])),
        "major": sys.version_info[0],
        "minor": sys.version_info[1],
        "flags": sys.abiflags,
        "cache_tag": sys.implementation.cache_tag,
        "platform": sysconfig.get_platform().replace("-", "_").replace(".", "_"),
        "libc": libc,
    },
    sys.stdout,
)
