# What the registry clients of the engine read: the user's own configuration, by the names that each client knows. The
# fixed-output derivations of nix/ name these variables in impureEnvVars. Sourced by inside.sh.
# shellcheck shell=bash

AKB_CLIENTS=/etc/authentik-build/clients
export NIX_SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
export PIP_CONFIG_FILE=$AKB_CLIENTS/pip.conf
export NPM_CONFIG_USERCONFIG=$AKB_CLIENTS/npmrc
export GOENV=$AKB_CLIENTS/go.env
export AKB_CARGO_CONFIG=$AKB_CLIENTS/cargo.toml
export AKB_MAVEN_SETTINGS=$AKB_CLIENTS/maven-settings.xml
if [[ -e $AKB_CLIENTS/netrc ]]; then export NETRC=$AKB_CLIENTS/netrc; fi
