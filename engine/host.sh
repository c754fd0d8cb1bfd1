# The engine of a machine that has Bazel and Nix itself. Sourced by choose.sh.
# shellcheck shell=bash

source "$AKB_LIB/modules.sh"
source "$AKB_LIB/outputs.sh"

# akb_engine_run CMD...: see choose.sh.
akb_engine_run() {
	exec "$@"
}

# akb_engine_bazel ARGS...: see choose.sh. With Debian's Bazel (its modules lie in /usr/share/bazel) the in-tree index
# registry is used, with any other the one that Bazel is configured for.
akb_engine_bazel() {
	# Bazel must be in the checkout; what `bazel run` starts asks for the folder of the call.
	export AKB_CALLER=$PWD
	[[ $PWD/ == "$AKB_CHECKOUT"/* ]] || cd "$AKB_CHECKOUT"
	# Where Bazel keeps outputs unless told otherwise.
	akb_outputs_options "${XDG_CACHE_HOME:-${HOME-}/.cache}"
	if [[ -d $AKB_DEBIAN_MODULES ]]; then
		akb_modules_ready "$AKB_CHECKOUT" || akb_modules_build "$AKB_CHECKOUT"
		exec "$AKB_HOST_BAZEL" --nosystem_rc "--bazelrc=$AKB_CHECKOUT/engine/engine.bazelrc" "${AKB_OUTPUTS_OPTIONS[@]}" "$@"
	fi
	exec "$AKB_HOST_BAZEL" "${AKB_OUTPUTS_OPTIONS[@]}" "$@"
}
