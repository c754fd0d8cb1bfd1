# Takes uv out of the wheel $src.
# shellcheck shell=bash
mkdir -p "$out/bin"
unzip -q -j "$src" '*/scripts/uv' -d "$out/bin"
chmod 0755 "$out/bin/uv"
"$out/bin/uv" --version >/dev/null
