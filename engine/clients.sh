# The user's configuration of registry clients: what of it comes into the engine. Sourced by enter.sh.
# shellcheck shell=bash

# akb_client_files FOLDER: copies the files into FOLDER, which nobody else may read: they may hold tokens.
akb_client_files() {
	local umask
	umask=$(umask)
	umask 077
	[[ -d $1 ]] || mkdir -p "$1"
	# One that an earlier version made could be read by all.
	[[ $(stat -c %a "$1") == 700 ]] || chmod -R go= "$1"
	akb_client_file "$1/pip.conf" "${PIP_CONFIG_FILE-}" "$HOME/.config/pip/pip.conf" "$HOME/.pip/pip.conf" /etc/pip.conf
	akb_client_file "$1/npmrc" "${NPM_CONFIG_USERCONFIG:-$HOME/.npmrc}"
	akb_client_file "$1/maven-settings.xml" "$HOME/.m2/settings.xml"
	akb_client_file "$1/cargo.toml" "${CARGO_HOME:-$HOME/.cargo}/config.toml"
	akb_client_file "$1/go.env" "${GOENV:-$HOME/.config/go/env}"
	akb_client_file "$1/netrc" "${NETRC:-$HOME/.netrc}"
	umask "$umask"
}

# akb_client_file COPY FILE...: copies the first FILE that there is, or removes the copy.
akb_client_file() {
	local copy=$1 file
	for file in "${@:2}"; do
		[[ -f $file && -r $file ]] || continue
		if [[ ! -e $copy ]] || ! cmp -s "$file" "$copy"; then cp -- "$file" "$copy"; fi
		return
	done
	[[ ! -e $copy ]] || rm -f "$copy"
}

# akb_client_variables LIST: sets AKB_KEEP to NAME=VALUE of those variables of LIST (nix/suppliers/registry/variables.txt)
# that are set. Those that name a file are not the caller's but inner-env.sh's.
akb_client_variables() {
	local name file
	AKB_KEEP=()
	while read -r name file; do
		[[ -n $name && $name != \#* && -z $file && -n ${!name+set} ]] && AKB_KEEP+=("$name=${!name}")
	done <"$1"
	return 0
}
