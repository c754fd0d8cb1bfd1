# shellcheck shell=bash
env -i TMPDIR="$PWD" "$django/bin/python" - <<'END' | tee "$out"
import importlib
import os
import sys

tree = os.environ["AUTHENTIK_TREE_BLUEPRINTS"].removesuffix("/blueprints")
for name in ("authentik", "guardian", "django_channels_postgres", "django_dramatiq_postgres", "django_postgres_cache",
             "django", "rest_framework", "dramatiq", "psycopg", "gssapi", "lxml.etree", "xmlsec"):
    module = importlib.import_module(name)
    print(name, getattr(module, "__version__", getattr(module, "VERSION", "")))
foreign = [name for name, module in sys.modules.items()
           if (getattr(module, "__file__", None) or "").startswith(("/usr/", "/home/"))]
if foreign:
    sys.exit(f"these modules are not of the tree: {foreign}")
END
