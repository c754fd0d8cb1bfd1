# Puts all but the web UI together, as links.
# shellcheck shell=bash
mkdir -p "$out/bin"
ln -s "$server/bin/authentik" "$out/bin/authentik"
ln -s "$core/lifecycle" "$core/blueprints" "$core/locale" "$core/manage.py" "$out"
printf '#!/bin/sh\nPYTHONPATH=%s/site:%s/site exec %s/bin/python%s "$@"\n' "$core" "$environment" "$python" "$pythonVersion" >"$out/bin/python"
chmod +x "$out/bin/python"
