#!/bin/sh
# The launcher of the bundle: runs the server from wherever the bundle lies. The server looks for web/ and lifecycle/ in
# its working folder, which upstream's image makes / and this makes the bundle's own.
set -eu
here=$(dirname "$(readlink -f "$0")")
cd "$here/.."
PATH=$here:$PATH
export PATH
exec "$here/authentik" "$@"
