# Installs $wheels: $out/{site,scripts,data} and the list of files.
# shellcheck shell=bash
mkdir "$out"
dropped=()
for files in $drop; do dropped+=(--drop "$files"); done
"$step/bin/site" site --wheels "$wheels/wheels" --python "$python/bin/python$pythonVersion" "${dropped[@]}" \
	--out "$out/site" --scripts "$out/scripts" --data "$out/data" --list "$out/list"
# The mode of whatever Bazel makes, so that a copy of the product is the same whoever installed what is in it.
chmod -R 555 "$out"
