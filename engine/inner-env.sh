# What the registry clients of the engine read: the user's own configuration, by the names that each client knows
# (nix/suppliers/registry/variables.txt). Sourced by inside.sh.
# shellcheck shell=bash

AKB_CLIENTS=/etc/authentik-build/clients
export NIX_SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
while read -r variable file; do
	[[ -n $file && $variable != \#* && -e $AKB_CLIENTS/$file ]] && export "$variable=$AKB_CLIENTS/$file"
done <"${BASH_SOURCE[0]%/*}/../nix/suppliers/registry/variables.txt"
# Builders of downloads see these folders, others do not: nix/suppliers/registry/fetch.nix.
export AKB_DOWNLOAD_FOLDERS=$AKB_CLIENTS${AKB_NAMED_FOLDERS:+$'\n'$AKB_NAMED_FOLDERS}
