# shellcheck shell=bash
install -D -m 0644 "$src" "$out/pip.whl"
