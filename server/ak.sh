#!/bin/sh
# The launcher of the bundle: runs the server from wherever the bundle lies, with the program's own folder on PATH.
set -eu
here=$(dirname "$(readlink -f "$0")")
PATH=$here:$PATH
export PATH
exec "$here/authentik" "$@"
