# Installs $wheels: $out/{site,scripts,data} and the list of files.
# shellcheck shell=bash
mkdir "$out"
"$akbuild/bin/akbuild" site --wheels "$wheels/wheels" --python "$python/bin/python3.13" \
	--out "$out/site" --scripts "$out/scripts" --data "$out/data" --list "$out/list"
