# Downloads the tarball of $package (name@version) with the npm of $nodejs.
# shellcheck shell=bash
export SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
export npm_config_cache=$HOME/npm npm_config_update_notifier=false
[[ -e ${NPM_CONFIG_USERCONFIG-} ]] || unset NPM_CONFIG_USERCONFIG
mkdir download
"$nodejs/bin/npm" pack --silent --pack-destination download "$package" >/dev/null ||
	{ echo "the npm registry that npm is configured for did not give $package; ./bazelw doctor tests the way to it" >&2; exit 1; }
cp download/*.tgz "$out"
