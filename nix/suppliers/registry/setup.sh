# setup.sh SCRIPT: what every builder of this supplier starts with.
# shellcheck shell=bash disable=SC1090
set -euo pipefail
umask 022
export HOME=$NIX_BUILD_TOP/home
mkdir -p "$HOME"
cd "$NIX_BUILD_TOP"
source "$1"
