# What depends on where Bazel's outputs lie. Sourced by host.sh and inside.sh.
# shellcheck shell=bash

# akb_outputs_options FOLDER: sets AKB_OUTPUTS_OPTIONS to the startup options that Bazel needs when its outputs lie below FOLDER.
akb_outputs_options() {
	AKB_OUTPUTS_OPTIONS=()
	if [[ $1/ == /tmp/* ]]; then
		AKB_OUTPUTS_OPTIONS=("--bazelrc=$AKB_CHECKOUT/engine/below-tmp.bazelrc")
	fi
}
