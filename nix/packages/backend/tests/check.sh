# shellcheck shell=bash
export TMPDIR=$PWD AUTHENTIK_SECRET_KEY=not-a-secret
env -i TMPDIR="$PWD" AUTHENTIK_SECRET_KEY=not-a-secret "$django/bin/python" "$django/manage.py" check 2>&1 | tee "$out"
env -i TMPDIR="$PWD" AUTHENTIK_SECRET_KEY=not-a-secret DJANGO_SETTINGS_MODULE=authentik.root.settings "$django/bin/python" - "$django" <<'END'
import sys
from pathlib import Path

from authentik.lib.config import CONFIG
from authentik.root import settings

tree = Path(sys.argv[1])
for what, path in (
    ("BASE_DIR", settings.BASE_DIR),
    ("STATICFILES_DIRS", settings.STATICFILES_DIRS[0]),
    ("LOCALE_PATHS", settings.LOCALE_PATHS[0]),
    ("blueprints_dir", CONFIG.get("blueprints_dir")),
):
    if tree not in (Path(path), *Path(path).parents):
        sys.exit(f"{what} is {path}, which is not of the tree {tree}")
END
