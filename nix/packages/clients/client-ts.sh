# Compiles the client $client to the package.
# shellcheck shell=bash
"$step/bin/typescript" typescript-package --client "$client" --node "$nodejs/bin/node" --typescript "$typescript" --out "$out"
