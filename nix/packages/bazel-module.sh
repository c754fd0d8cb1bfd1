# shellcheck shell=bash
unzip -q "$src"
tree=$(find . -type d -name '*@v*' -prune -print -quit)
mv "$tree" "$out"
find "$out" -name '*.sh' -exec chmod 0755 {} +
