# Installs $wheels: $out/{site,scripts,data} and the list of files.
# shellcheck shell=bash
mkdir "$out"
dropped=()
for files in $drop; do dropped+=(--drop "$files"); done
"$step/bin/site" site --wheels "$wheels/wheels" --python "$python/bin/python$pythonVersion" "${dropped[@]}" \
	--out "$out/site" --scripts "$out/scripts" --data "$out/data" --list "$out/list"
# The mode of whatever Bazel makes: its outputs have links to these files, and it would change another mode, in the store.
chmod -R 555 "$out"
