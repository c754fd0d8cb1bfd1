#!/usr/bin/env bash
# inside.sh (run|bazel) ARGS...: the last step into the engine, in its root. Called by enter.sh.
set -euo pipefail
source "$AKB_CHECKOUT/engine/inner-env.sh"
source "$AKB_CHECKOUT/engine/modules.sh"
source "$AKB_CHECKOUT/engine/outputs.sh"

mode=$1
shift
case $mode in
run)
	exec "$@"
	;;
bazel)
	akb_modules_ready "$AKB_CHECKOUT" || akb_modules_build "$AKB_CHECKOUT"
	# For what `bazel run` starts: Bazel itself must be in the checkout.
	export AKB_CALLER=$PWD
	cd "$AKB_CHECKOUT${PWD#"$AKB_CHECKOUT"}" 2>/dev/null || cd "$AKB_CHECKOUT"
	akb_outputs_options "$AKB_STATE"
	# The first of the options of the server restarts one that cannot see what this call needs (root.sh).
	exec bazel --nosystem_rc "--bazelrc=$AKB_CHECKOUT/engine/engine.bazelrc" \
		"--bazelrc=$AKB_VIEWS/views.bazelrc" "--bazelrc=$AKB_VIEWS/cache.bazelrc" \
		"${AKB_OUTPUTS_OPTIONS[@]}" "--host_jvm_args=-Dakb.root=$AKB_SERVER" \
		"--output_user_root=${AKB_OUTPUT_BASE%/*}" "--output_base=$AKB_OUTPUT_BASE" "$@"
	;;
esac
