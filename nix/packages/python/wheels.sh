# Lays out $wheels as $out/wheels, under $names, and their list, indented, as $out/distributions.json.
# shellcheck shell=bash
mkdir -p "$out/wheels"
read -ra names <<<"$names"
number=0
for wheel in $wheels; do
	ln -s "$wheel" "$out/wheels/${names[number]}"
	number=$((number + 1))
done
python3 -I -c 'import json, sys; print(json.dumps(json.load(sys.stdin), indent=2))' <"$distributionsPath" >"$out/distributions.json"
