# The SDK of nixpkgs in the layout that rules_go wraps: the file ROOT tells it where the SDK begins.
# shellcheck shell=bash
mkdir "$out"
cp -rs "$goroot"/. "$out/"
: >"$out/ROOT"
