# Compiles the client $client to the package.
# shellcheck shell=bash
"$akbuild/bin/akbuild" typescript-package --client "$client" --node "$nodejs/bin/node" --typescript "$typescript" --out "$out"
